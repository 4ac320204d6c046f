import { PitwallError } from '@pitwall/model';
import type { BreakerLevel } from '../risk/circuit-breaker-table.ts';
import type { RiskStatus } from '../risk/risk-watch.ts';

/** What an operator can have done: turn the master arm, close everything, or end the circuit breaker’s cooldown. */
export const operatorWords = ['arm', 'disarm', 'flatten', 'reset'] as const;

/** One of {@link operatorWords}. */
export type OperatorWord = (typeof operatorWords)[number];

/** What an operator wants of an account. */
export interface OperatorCommand {
  readonly account: string;
  readonly word: OperatorWord;
  readonly operatorId: string;
  readonly reason: string;
}

/** How an account of the desk stands after its last bar. */
export interface AccountStanding {
  readonly account: string;
  readonly armed: boolean;
  readonly riskStatus: RiskStatus;
  /** Level of the circuit breaker. */
  readonly breaker: BreakerLevel;
  /** Why nothing may be entered; absent: entries are allowed. */
  readonly entryObjection?: string;
  /** Why positions are being left; absent: they may stay. */
  readonly exitDemand?: string;
  /** Commands that the next bar will carry out. */
  readonly waiting: number;
}

/** Options of {@link createDeskControls}. */
export interface DeskControlsOptions {
  /**
   * Most commands of an account that wait for its next bar; one more is refused with `OVERLOADED`.
   * @default 16: a person who presses a button again and again gains nothing by it
   */
  readonly maxWaiting?: number;
}

/** What an operator has in hand. */
export interface DeskControls {
  /** The accounts of the desk as they stood after their last bar; none before the desk begins. */
  standings(): readonly AccountStanding[];
  /** Has the desk do so before the account’s next bar. Throws `NOT_FOUND` for an account it has not, and `OVERLOADED`. */
  order(command: OperatorCommand): void;
}

/** Where the desk learns what an operator wants, and shows what became of it. */
export interface DeskOrders {
  /** The commands for an account since the last call, oldest first. */
  take(account: string): readonly OperatorCommand[];
  /** Shows how an account stands. */
  show(standing: Omit<AccountStanding, 'waiting'>): void;
}

/** Makes the controls of a desk, with both of their sides. */
export const createDeskControls = ({ maxWaiting = 16 }: DeskControlsOptions = {}): DeskControls & DeskOrders => {
  const standings = new Map<string, Omit<AccountStanding, 'waiting'>>();
  const waiting = new Map<string, OperatorCommand[]>();
  return {
    standings: () =>
      [...standings.values()].map((standing) => ({
        ...standing,
        waiting: waiting.get(standing.account)?.length ?? 0,
      })),
    order(command) {
      const { account } = command;
      if (!standings.has(account)) {
        throw new PitwallError('NOT_FOUND', `The desk has no account ${JSON.stringify(account.slice(0, 60))}`);
      }
      const queue = waiting.get(account) ?? [];
      if (queue.length >= maxWaiting) {
        throw new PitwallError('OVERLOADED', `${queue.length} commands wait for the account’s next bar already`);
      }
      waiting.set(account, [...queue, command]);
    },
    take(account) {
      const commands = waiting.get(account) ?? [];
      waiting.delete(account);
      return commands;
    },
    show: (standing) => void standings.set(standing.account, standing),
  };
};

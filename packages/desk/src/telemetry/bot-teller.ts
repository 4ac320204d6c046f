import type { EventDraft, TimeMs } from '@pitwall/model';
import type { Perp } from '../carry/perp.ts';
import type { BarOutcome, DeskRun } from '../run/desk-run.ts';
import type { DeskNames } from './bar-events.ts';
import { botEvent, type BotStatus } from './bot-event.ts';
import { createChanges, type Changes } from './changes.ts';
import type { Stamp } from './stamp.ts';

/** Name of the carry bot, for people. */
const carryBotName = (perp: Perp): string => `cash and carry${perp.isSimulated ? ', simulated perpetual' : ''}`;

/** Tells the desk's bots, each when something about it changed. */
export class BotTeller {
  readonly #strategyName: string;
  readonly #names: DeskNames;
  readonly #changes: Changes = createChanges();
  #tradedAt: TimeMs | undefined;
  #carriedAt: TimeMs | undefined;

  constructor(strategyName: string, names: DeskNames) {
    this.#strategyName = strategyName;
    this.#names = names;
  }

  /** When any bot traded last, by the wall clock. */
  get lastTradeAt(): TimeMs | undefined {
    return Math.max(this.#tradedAt ?? 0, this.#carriedAt ?? 0) || undefined;
  }

  /** Takes what came of a bar, to know when each bot traded last. */
  hear({ filled: { trading, carry } }: BarOutcome, now: TimeMs): void {
    if (trading.some(({ type }) => type === 'order-filled')) this.#tradedAt = now;
    if (carry.some((fact) => fact.type === 'leg-order' && fact.fact.type === 'order-filled')) this.#carriedAt = now;
  }

  /** The bots that are not as they were told before; paused where the account's limits allow no entry. */
  tell(run: DeskRun, stamp: Stamp): readonly EventDraft[] {
    return this.#all(run, run.risk.status === 'normal' ? 'running' : 'paused', stamp);
  }

  /** The bots have stopped. */
  stopped(run: DeskRun, stamp: Stamp): readonly EventDraft[] {
    return this.#all(run, 'stopped', stamp);
  }

  #all(run: DeskRun, status: BotStatus, stamp: Stamp): readonly EventDraft[] {
    const { trading, carry } = run;
    const own = botEvent(
      {
        name: this.#strategyName,
        status,
        capital: trading.settings.initialEquity,
        equity: trading.equity.equity,
        results: trading.results(),
        lastTradeAt: this.#tradedAt,
      },
      this.#names.trading,
      stamp,
    );
    const told = this.#changes.ifChanged('trading', own);
    if (carry === undefined || this.#names.carry === undefined) return told;
    const report = { name: carryBotName(carry.perp), status, results: carry.results(), lastTradeAt: this.#carriedAt };
    const money = { capital: carry.settings.capital, equity: carry.equity };
    const other = botEvent({ ...report, ...money }, this.#names.carry.pair, stamp);
    return [...told, ...this.#changes.ifChanged('carry', other)];
  }
}

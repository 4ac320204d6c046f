import { PitwallError, updateRuleOf } from '@pitwall/model';
import type { Kind, TelemetryEvent } from '@pitwall/model';
import type { RetainedReading } from './retained-reading.ts';

/** Bound of what accounts retain. */
export interface KeyBudgetOptions {
  /** Most retained keys an account; a publisher that invents keys without end is refused. @default 100,000 */
  readonly maxRetainedKeys: number;
}

/** A key that events on their way to the log will set. */
interface KeyInFlight {
  readonly kind: Kind;
  readonly key: string;
  events: number;
}

type AccountInFlight = Map<string, KeyInFlight>;

/** Holds accounts to their bound of retained keys, what is still being written included. */
export class KeyBudget {
  readonly #options: KeyBudgetOptions;
  readonly #state: RetainedReading;
  readonly #inFlight = new Map<string, AccountInFlight>();

  constructor(options: KeyBudgetOptions, state: RetainedReading) {
    this.#options = options;
    this.#state = state;
  }

  /** Begins a batch, which is filled within one turn: the state stands still meanwhile. */
  begin(): KeyReservation {
    return new KeyReservation({ ...this.#options, state: this.#state, inFlight: this.#inFlight });
  }
}

/** The keys that one batch may set. */
export class KeyReservation {
  readonly #budget: KeyBudgetOptions & {
    readonly state: RetainedReading;
    readonly inFlight: Map<string, AccountInFlight>;
  };
  readonly #taken: { readonly account: string; readonly unit: string }[] = [];
  /** Keys that are retained or in flight, by account, where it had to be counted. */
  readonly #counted = new Map<string, number>();

  constructor(
    budget: KeyBudgetOptions & { readonly state: RetainedReading; readonly inFlight: Map<string, AccountInFlight> },
  ) {
    this.#budget = budget;
  }

  /** Takes the key that an event sets. Throws `STATE_FULL` when it is one too many. */
  take(event: TelemetryEvent): void {
    if (updateRuleOf(event).retain !== 'set') return;
    const { account, kind, key } = event;
    const { state, inFlight } = this.#budget;
    const ofAccount = inFlight.get(account) ?? new Map<string, KeyInFlight>();
    const unit = `${kind}\n${key}`;
    const known = ofAccount.get(unit);
    if (known !== undefined) {
      known.events += 1;
    } else {
      if (state.value(account, kind, key) === undefined) this.#makeRoom(account, ofAccount);
      ofAccount.set(unit, { kind, key, events: 1 });
      inFlight.set(account, ofAccount);
    }
    this.#taken.push({ account, unit });
  }

  /** Gives all back, once the state has what was written, or nothing was. */
  release(): void {
    const { inFlight } = this.#budget;
    for (const { account, unit } of this.#taken.splice(0)) {
      const ofAccount = inFlight.get(account);
      const known = ofAccount?.get(unit);
      if (ofAccount === undefined || known === undefined) continue;
      known.events -= 1;
      if (known.events === 0) ofAccount.delete(unit);
      if (ofAccount.size === 0) inFlight.delete(account);
    }
  }

  #makeRoom(account: string, ofAccount: AccountInFlight): void {
    const { state, maxRetainedKeys } = this.#budget;
    // Far from the bound it does not matter that some of what is in flight is retained already.
    if (state.keyCount(account) + ofAccount.size < maxRetainedKeys) return;
    const count = this.#counted.get(account) ?? this.#count(account, ofAccount);
    this.#counted.set(account, count);
    if (count >= maxRetainedKeys) {
      throw new PitwallError('STATE_FULL', `Account "${account}" already retains ${maxRetainedKeys} keys`);
    }
    this.#counted.set(account, count + 1);
  }

  #count(account: string, ofAccount: AccountInFlight): number {
    const { state } = this.#budget;
    let count = state.keyCount(account);
    for (const { kind, key } of ofAccount.values()) if (state.value(account, kind, key) === undefined) count += 1;
    return count;
  }
}

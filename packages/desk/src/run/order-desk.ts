import { exact, type Exact, type TimeMs } from '@pitwall/model';
import { openAccount, type Account } from '../account/account.ts';
import { opposite, type ClosedLot, type Direction } from '../account/holding.ts';
import type { Phase } from '../risk/phases.ts';
import { sizeByRisk, withinExposure } from '../risk/sizing.ts';
import type { Intent } from '../strategy/strategy.ts';
import type { Side } from '../venue/order.ts';
import { createPaperVenue, type PaperVenue } from '../venue/paper-venue.ts';
import type { OpenPosition, OrderCause, RunFact, RunOrder } from './fact.ts';
import type { NextId } from './names.ts';
import type { TradingSettings } from './run-options.ts';
import type { SignalBook } from './signal-book.ts';

/** A wish to enter. */
export type EnterIntent = Extract<Intent, { readonly type: 'enter' }>;

/** Where an entry is sized. */
export interface EntryBasis {
  readonly equity: Exact;
  readonly price: Exact;
  readonly phase: Phase;
}

/** Where orders are filled. */
export interface Open {
  readonly quote: Exact;
  readonly marketTime: TimeMs;
  readonly phase: Phase;
}

/** What an order desk needs. */
export interface OrderDeskParts {
  readonly signals: SignalBook;
  readonly nextId: NextId;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** Why no position may be entered now; absent: nothing speaks against it. */
  readonly entryObjection?: () => string | undefined;
  /** Told of each closed round trip. */
  readonly onClosed: (closed: ClosedLot) => void;
}

/** Gives orders at closes and has them filled at the next open. */
export class OrderDesk {
  readonly account: Account;
  readonly venue: PaperVenue;
  readonly #settings: TradingSettings;
  readonly #parts: OrderDeskParts;
  #waiting: readonly RunOrder[] = [];
  #position: OpenPosition | undefined;

  constructor(settings: TradingSettings, parts: OrderDeskParts) {
    this.account = openAccount(settings.initialEquity);
    this.venue = createPaperVenue(settings.instrument, settings.costs);
    this.#settings = settings;
    this.#parts = parts;
  }

  /** The open position, if any. */
  get position(): OpenPosition | undefined {
    return this.#position;
  }

  /** Orders that wait for the next open, in the order in which they were given. */
  get waiting(): readonly RunOrder[] {
    return this.#waiting;
  }

  /** Orders a way in, and first the way out of an opposite position; or rejects the signal with a reason. */
  enter(intent: EnterIntent, basis: EntryBasis): readonly RunFact[] {
    const { signal, facts } = this.#parts.signals.take(intent.direction, intent.reason, basis.phase.name);
    const { quantity, stopPrice } = this.#entrySize(intent, basis);
    const objection = this.#objection(intent.direction, quantity);
    if (objection !== undefined) return [...facts, { type: 'signal-rejected', signal, reason: objection }];
    const wayOut = this.exit(`reversed: ${intent.reason}`);
    const side = entrySide(intent.direction);
    const { reason } = intent;
    const order = this.#accept({ side, quantity, purpose: 'enter', cause: 'strategy', reason, signal, stopPrice });
    return [...facts, ...wayOut, order];
  }

  /** Orders the way out, unless there is no position or its way out is ordered already. */
  exit(reason: string, cause: OrderCause = 'strategy'): readonly RunFact[] {
    if (this.#position === undefined || this.#waitsTo('exit')) return [];
    const { direction, quantity } = this.#position.holding;
    const side = entrySide(opposite(direction));
    return [this.#accept({ side, quantity, purpose: 'exit', cause, reason, signal: undefined, stopPrice: undefined })];
  }

  /** Fills what waits, in the order in which it was given. */
  fillAt(open: Open): readonly RunFact[] {
    const orders = this.#waiting;
    this.#waiting = [];
    return orders.flatMap((order) => this.#carryOut(order, open));
  }

  /** Cancels the entries that wait. */
  cancelEntries(reason: string): readonly RunFact[] {
    const entries = this.#waiting.filter(({ purpose }) => purpose === 'enter');
    this.#waiting = this.#waiting.filter(({ purpose }) => purpose === 'exit');
    return entries.flatMap((order): readonly RunFact[] => [
      { type: 'order-cancelled', order, reason },
      ...(order.signal === undefined ? [] : [{ type: 'signal-aborted', signal: order.signal, reason } as const]),
    ]);
  }

  #waitsTo(purpose: RunOrder['purpose']): boolean {
    return this.#waiting.some((order) => order.purpose === purpose);
  }

  #objection(direction: Direction, quantity: Exact): string | undefined {
    const forbidden = this.#parts.entryObjection?.();
    if (forbidden !== undefined) return forbidden;
    if (this.#waitsTo('enter')) return 'an entry is ordered already';
    if (this.#position?.holding.direction === direction && !this.#waitsTo('exit')) {
      return `the position is ${direction} already`;
    }
    return quantity.greaterThan(0) ? undefined : 'the account is too small for one lot at this risk';
  }

  #entrySize(intent: EnterIntent, basis: EntryBasis): { quantity: Exact; stopPrice: Exact | undefined } {
    const stopPrice = intent.stopPrice === undefined ? undefined : this.venue.nearestTick(exact(intent.stopPrice));
    const wished =
      intent.quantity === undefined
        ? sizeByRisk({ ...basis, stopPrice }, this.#settings.gapReserveRatio)
        : exact(intent.quantity);
    return { quantity: this.venue.wholeLots(wished), stopPrice };
  }

  #accept(order: Omit<RunOrder, 'orderId' | 'createdAt'>): RunFact {
    const accepted = { ...order, orderId: this.#parts.nextId('order'), createdAt: this.#parts.now() };
    this.#waiting = [...this.#waiting, accepted];
    return { type: 'order-accepted', order: accepted };
  }

  #carryOut(order: RunOrder, { quote, marketTime, phase }: Open): readonly RunFact[] {
    const fill = this.venue.fill(order, quote, marketTime);
    const cost = fill.notional.plus(fill.fee);
    if (order.purpose === 'enter' && !withinExposure(cost, this.account.equityAt(quote), phase)) {
      return rejection(
        order,
        `the open is at ${quote.toFixed()}: ${cost.toFixed(2)} is more than the account may hold`,
      );
    }
    const before = this.#position;
    const closed = this.account.apply(fill);
    this.#position = this.#positionAfter(order);
    const facts: RunFact[] = [{ type: 'order-filled', order, fill, ...(closed === undefined ? {} : { closed }) }];
    if (order.signal !== undefined) facts.push({ type: 'signal-filled', signal: order.signal, fill });
    if (closed !== undefined) this.#parts.onClosed(closed);
    if (before !== undefined && closed !== undefined) facts.push({ type: 'position-closed', position: before, closed });
    if (before === undefined && this.#position !== undefined) {
      facts.push({ type: 'position-opened', position: this.#position, price: quote });
    }
    return facts;
  }

  #positionAfter(order: RunOrder): OpenPosition | undefined {
    const { holding } = this.account;
    if (holding === undefined) return undefined;
    const { nextId, now } = this.#parts;
    return { positionId: nextId('position'), holding, stopPrice: order.stopPrice, openedAt: now() };
  }
}

const entrySide = (direction: Direction): Side => (direction === 'long' ? 'buy' : 'sell');

const rejection = (order: RunOrder, reason: string): readonly RunFact[] => [
  { type: 'order-rejected', order, reason },
  ...(order.signal === undefined ? [] : [{ type: 'signal-rejected', signal: order.signal, reason } as const]),
];

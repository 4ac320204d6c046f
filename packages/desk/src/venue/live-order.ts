import { exact, type Exact } from '@pitwall/model';
import type { Grid } from './grid.ts';
import type { OrderTicket, WorkingOrder } from './order.ts';

/** A price that an order waits for. */
export interface Level {
  /** `trigger` makes it a market order or a limit order; `limit` is where it trades. */
  readonly kind: 'trigger' | 'limit';
  readonly price: Exact;
  /** Whether it waits for the price at or below the level; otherwise at or above. */
  readonly isBelow: boolean;
  /** The level in points: the highest that is not above the price where it waits below, else the lowest not below it. */
  readonly points: number;
}

const zero = exact(0);

/** An order in the book, with what became of it so far. */
export class LiveOrder {
  readonly ticket: OrderTicket;
  readonly #grid: Grid;
  /** What it waits for; none: it trades at the market. */
  level: Level | undefined;
  filledQuantity: Exact = zero;
  /** Whether an open passed while it was in the book: from then on a limit is a maker’s. */
  hasWorked = false;
  /** Whether it was where it trades already when it became a limit order within this bar, so that it takes. */
  takesAtOnce = false;
  /** UTC day of the first bar that it worked in. */
  firstDay: number | undefined;
  /** Nothing more of it can trade in this bar. */
  isDoneForBar = false;

  /** The order whose bracket it is of: nothing more of that is entered once this one trades. */
  readonly entry: LiveOrder | undefined;
  /** Whether its bracket works. */
  hasBracket = false;

  constructor(ticket: OrderTicket, grid: Grid, entry?: LiveOrder) {
    this.ticket = ticket;
    this.#grid = grid;
    this.entry = entry;
    this.level = this.#firstLevel();
  }

  /** Whether it waits for a fall; absent where it waits for nothing. */
  get waitsBelow(): boolean | undefined {
    return this.level?.isBelow;
  }

  get remaining(): Exact {
    return this.ticket.quantity.minus(this.filledQuantity);
  }

  get isFilled(): boolean {
    return this.filledQuantity.greaterThanOrEqualTo(this.ticket.quantity);
  }

  /** The order as others may see it. */
  snapshot(): WorkingOrder {
    return { ...this.ticket, filledQuantity: this.filledQuantity };
  }

  /** Whether a price in points is where it waits for. */
  isReachedAt(points: number): boolean {
    const { level } = this;
    if (level === undefined) return true;
    return level.isBelow ? points <= level.points : points >= level.points;
  }

  /** Where a price that moves from one point to another meets it: at once, on the way, or not at all. */
  meets(from: number, to: number): number | undefined {
    if (this.isReachedAt(from)) return from;
    return this.isReachedAt(to) ? this.level?.points : undefined;
  }

  /** The trigger was reached, with the price at so many points: from now on it is a limit order, or trades at the market. */
  triggerAt(points: number): void {
    const { terms } = this.ticket;
    this.level = terms.type === 'stop_limit' ? this.#limit(exact(terms.limitPrice)) : undefined;
    this.takesAtOnce = this.isReachedAt(points);
  }

  #firstLevel(): Level | undefined {
    const { terms, side } = this.ticket;
    switch (terms.type) {
      case 'market':
        return undefined;
      case 'limit':
        return this.#limit(exact(terms.limitPrice));
      case 'stop':
      case 'stop_limit':
        return this.#level('trigger', exact(terms.stopPrice), side === 'sell');
      case 'take_profit':
        return this.#level('trigger', exact(terms.triggerPrice), side === 'buy');
    }
  }

  #limit(price: Exact): Level {
    return this.#level('limit', price, this.ticket.side === 'buy');
  }

  #level(kind: Level['kind'], price: Exact, isBelow: boolean): Level {
    return { kind, price, isBelow, points: isBelow ? this.#grid.floor(price) : this.#grid.ceil(price) };
  }
}

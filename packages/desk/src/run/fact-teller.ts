import { exact, type Exact, type TimeMs } from '@pitwall/model';
import type { Booking } from '../account/account.ts';
import type { ClosedPosition } from '../account/holding.ts';
import type { OrderFill } from '../strategy/strategy.ts';
import type { Exchange } from '../venue/exchange.ts';
import { liquidationLabel } from '../venue/execution.ts';
import type { OrderRequest, OrderTicket } from '../venue/order.ts';
import { ticketOf } from '../venue/tickets.ts';
import type { VenueFact } from '../venue/venue-fact.ts';
import type { OpenPosition, RunFact, RunOrder, Signal } from './fact.ts';
import type { NextId } from './names.ts';
import { createPositionMarks, type ClosingStop, type PositionMarks } from './position-marks.ts';

/** What the exchange does not know of an order. */
export interface OrderAbout extends Pick<RunOrder, 'purpose' | 'cause'> {
  readonly signal?: Signal;
  readonly stopPrice?: Exact | undefined;
  readonly targetPrice?: Exact | undefined;
  readonly isStoppedAtCloses?: boolean;
}

/** What a teller needs. */
export interface FactTellerParts {
  readonly nextId: NextId;
  /** Wall clock. */
  readonly now: () => TimeMs;
  readonly onClosed: (closed: ClosedPosition) => void;
}

type Filled = Extract<VenueFact, { readonly type: 'filled' }>;

const noFacts: readonly RunFact[] = [];
const noFills: readonly OrderFill[] = [];

/** Says what happens at the exchange as facts of the run. Where nothing happens nothing is allocated. */
export class FactTeller {
  readonly #parts: FactTellerParts;
  readonly #exchange: Exchange;
  readonly #marks: PositionMarks;
  readonly #orders = new Map<string, RunOrder>();
  #facts: RunFact[] | undefined;
  #fills: OrderFill[] | undefined;
  #about: OrderAbout | undefined;

  constructor(exchange: Exchange, parts: FactTellerParts) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#marks = createPositionMarks(exchange);
  }

  get waiting(): readonly RunOrder[] {
    return [...this.#orders.values()];
  }

  get fills(): readonly OrderFill[] {
    return this.#fills ?? noFills;
  }

  positionOf(symbol: string): OpenPosition | undefined {
    return this.#marks.positionOf(symbol);
  }

  closingStopOf(symbol: string): ClosingStop | undefined {
    return this.#marks.closingStopOf(symbol);
  }

  takeFacts(): readonly RunFact[] {
    const facts = this.#facts ?? noFacts;
    this.#facts = undefined;
    return facts;
  }

  forgetFills(): void {
    this.#fills = undefined;
  }

  tell(facts: readonly RunFact[]): void {
    for (const fact of facts) this.#tell(fact);
  }

  /** The next order that the exchange takes or rejects is this one. */
  expect(about: OrderAbout): void {
    this.#about = about;
  }

  /** Rejects an order that the account's limits do not let through to the exchange. */
  refuse(request: OrderRequest, reason: string): void {
    const ticket = ticketOf(request, request.symbol ?? this.#exchange.symbol, this.#parts.nextId('order'));
    this.expect({ purpose: 'enter', cause: 'strategy' });
    this.hear({ type: 'rejected', ticket, code: 'ACCOUNT_LIMITS', reason });
  }

  hear(fact: VenueFact): void {
    switch (fact.type) {
      case 'accepted':
        return this.#tell({ type: 'order-accepted', order: this.#orderOf(fact.ticket) });
      case 'rejected':
        return this.#onRejected(fact);
      case 'cancelled':
        return this.#onCancelled(fact);
      case 'filled':
        return this.#onFilled(fact);
      case 'funded':
      case 'borrow-charged':
        return this.#tell(fact);
      case 'liquidated':
        // Told with the fill that closed it.
        return undefined;
    }
  }

  #tell(fact: RunFact): void {
    this.#facts ??= [];
    this.#facts.push(fact);
  }

  #orderOf(ticket: OrderTicket): RunOrder {
    const known = this.#orders.get(ticket.orderId);
    if (known !== undefined) return known;
    const about = this.#about ?? aboutOf(ticket);
    this.#about = undefined;
    const order = {
      ...ticket,
      purpose: about.purpose,
      cause: about.cause,
      signal: about.signal,
      stopPrice: about.stopPrice ?? priceOf(ticket.bracket?.stopPrice),
      targetPrice: about.targetPrice ?? priceOf(ticket.bracket?.targetPrice),
      isStoppedAtCloses: about.isStoppedAtCloses ?? false,
      createdAt: this.#parts.now(),
    };
    this.#orders.set(ticket.orderId, order);
    return order;
  }

  #onRejected({ ticket, code, reason }: Extract<VenueFact, { readonly type: 'rejected' }>): void {
    const order = this.#orderOf(ticket);
    this.#orders.delete(ticket.orderId);
    this.#tell({ type: 'order-rejected', order, code, reason });
    if (order.signal !== undefined) this.#tell({ type: 'signal-rejected', signal: order.signal, reason });
  }

  #onCancelled({ ticket, code, reason, filledQuantity }: Extract<VenueFact, { readonly type: 'cancelled' }>): void {
    const order = this.#orderOf(ticket);
    this.#orders.delete(ticket.orderId);
    this.#tell({ type: 'order-cancelled', order, code, reason, filledQuantity });
    if (order.signal === undefined || !filledQuantity.isZero()) return;
    this.#tell({ type: 'signal-aborted', signal: order.signal, reason });
  }

  #onFilled({ ticket, fill, quote, filledQuantity, isWhole, booking }: Filled): void {
    const order = this.#orderOf(ticket);
    if (isWhole) this.#orders.delete(ticket.orderId);
    this.#fills ??= [];
    this.#fills.push({ ...fill, orderId: ticket.orderId, symbol: ticket.symbol, label: ticket.label });
    const closed = booking.closedLot === undefined ? {} : { closed: booking.closedLot };
    this.#tell({ type: 'order-filled', order, fill, filledQuantity, isWhole, ...closed });
    if (order.signal !== undefined && filledQuantity.equals(fill.quantity)) {
      this.#tell({ type: 'signal-filled', signal: order.signal, fill });
    }
    this.#onEnded(order, booking);
    if (!booking.hasOpened) return;
    this.#marks.open(order, this.#parts.nextId('position'), this.#parts.now());
    const position = this.positionOf(ticket.symbol);
    if (position !== undefined) this.#tell({ type: 'position-opened', position, price: quote });
  }

  #onEnded(order: RunOrder, { before, ended }: Booking): void {
    const position = before === undefined || ended === undefined ? undefined : this.#marks.close(before);
    if (position === undefined || ended === undefined) return;
    this.#parts.onClosed(ended);
    const type = order.cause === 'liquidation' ? 'position-liquidated' : 'position-closed';
    this.#tell({ type, position, closed: ended });
  }
}

const priceOf = (amount: string | number | undefined): Exact | undefined =>
  amount === undefined ? undefined : exact(amount);

/** Orders that nobody gave are the venue's: stops and targets of entries, and liquidations. */
const aboutOf = ({ label, terms }: OrderTicket): OrderAbout => {
  if (label === liquidationLabel) return { purpose: 'exit', cause: 'liquidation' };
  return { purpose: 'exit', cause: terms.type === 'stop' ? 'stop' : 'target' };
};

import type { Exact, TimeMs } from '@pitwall/model';
import { createEquityCurve, type EquityCurve, type EquityPoint } from '../account/equity-curve.ts';
import type { SessionCalendar } from '../market/session-calendar.ts';
import type { Exchange } from '../venue/exchange.ts';
import { EquityEstimate } from './equity-estimate.ts';

/** Told what an account is worth at a close. */
export type OnMark = (equity: Exact, marketTime: TimeMs) => void;

/** What a valuation is made with. */
export interface ValuationParts {
  readonly initialEquity: Exact;
  /** Says when a day ends; absent: days of UTC. */
  readonly calendar?: SessionCalendar | undefined;
  /** Told of closes in their order; see {@link Valuation}. */
  readonly onMark?: OnMark | undefined;
}

/**
 * Values the account of a run, exactly, and no more often than can matter: where a trading day ended, where equity is at the high
 * watermark or lower than any since, at the last close before something is booked, and where it is read. Other closes are passed over
 * by an estimate in doubles, which is shown to nobody.
 */
export class Valuation {
  readonly #exchange: Exchange;
  readonly #curve: EquityCurve;
  readonly #estimate: EquityEstimate;
  readonly #onMark: OnMark | undefined;
  readonly #valued = (): Exact => this.#exchange.equity;
  #lastTime: TimeMs | undefined;
  /** Whether the last close was told as a mark. */
  #isTold = false;

  constructor(exchange: Exchange, { initialEquity, calendar, onMark }: ValuationParts) {
    this.#exchange = exchange;
    this.#curve = createEquityCurve(initialEquity, calendar);
    this.#estimate = new EquityEstimate(exchange);
    this.#onMark = onMark;
  }

  /** When the last bar that was closed began; absent before the first. */
  get lastTime(): TimeMs | undefined {
    return this.#lastTime;
  }

  /** Where the account stands since the last close. */
  get point(): EquityPoint {
    return this.#curve.last;
  }

  /** Whether equity moves with prices. */
  get isMoving(): boolean {
    return this.#estimate.isMoving;
  }

  /** Whether nothing is left. */
  get isRuined(): boolean {
    const { equity, tolerance } = this.#estimate;
    return equity <= tolerance && this.#valued().lessThanOrEqualTo(0);
  }

  /** Before anything of a bar is booked: what the last close left is where a new day is counted from. */
  begin(marketTime: TimeMs): void {
    if (!this.#curve.beginsDay(marketTime)) return;
    const equity = this.#valued();
    this.#tell(equity);
    this.#curve.settle(equity, marketTime);
  }

  /** After the last close, before something is booked at its prices. */
  beforeSettling(): void {
    this.#tell(this.#valued());
  }

  /** Before something is booked within a bar. */
  beforeBooking(): void {
    if (!this.#isTold && this.#onMark !== undefined) this.#tell(this.#exchange.equityBefore);
  }

  /** At a close. Returns the equity where it was worth reckoning. */
  close(marketTime: TimeMs): Exact | undefined {
    this.#lastTime = marketTime;
    this.#isTold = false;
    const hasBooked = this.#estimate.refresh();
    if (!hasBooked && !this.#estimate.isMoving) return undefined;
    if (!this.#curve.observe(this.#estimate, this.#valued)) return undefined;
    this.#tell(this.#curve.equity);
    return this.#curve.equity;
  }

  /** At a close whose equity is wanted in any case. */
  closeExactly(marketTime: TimeMs): Exact {
    this.#lastTime = marketTime;
    this.#isTold = false;
    this.#estimate.refresh();
    const equity = this.#valued();
    this.#curve.mark(equity, marketTime);
    this.#tell(equity);
    return equity;
  }

  #tell(equity: Exact): void {
    if (this.#isTold || this.#lastTime === undefined) return;
    this.#isTold = true;
    this.#onMark?.(equity, this.#lastTime);
  }
}

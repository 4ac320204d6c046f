import type { ClockEstimate, Latency } from '../contract.ts';
import type { Fact } from '../fact.ts';
import type { Clock } from '../ports.ts';

/** Round trips that count: enough to have met a quick one, few enough to follow a clock that is being corrected. */
const window = 8;

/** Pings under way; a server that answers none must not fill memory. */
const mostPending = 16;

/**
 * Estimates how the gateway's clock differs, from pings. The answer's time lies somewhere within the round trip, so the
 * estimate is wrong by half of it at most, and the quickest round trip is the best witness.
 */
export class ClockMeter {
  readonly #clock: Clock;
  readonly #samples: ClockEstimate[] = [];
  readonly #pending = new Map<number, { readonly atMs: number; readonly atWall: number }>();
  #echo = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The number to send as `echo` of a ping. */
  sent(): number {
    this.#echo += 1;
    this.#pending.set(this.#echo, { atMs: this.#clock.monotonicMs(), atWall: this.#clock.now() });
    if (this.#pending.size > mostPending) this.#pending.delete(this.#echo - mostPending);
    return this.#echo;
  }

  /** The answer to a ping came. */
  received(echo: unknown, serverTime: number): void {
    const sent = typeof echo === 'number' ? this.#pending.get(echo) : undefined;
    if (sent === undefined || typeof echo !== 'number') return;
    this.#pending.delete(echo);
    const roundTripMs = this.#clock.monotonicMs() - sent.atMs;
    const uncertaintyMs = roundTripMs / 2;
    this.#samples.push({ offsetMs: serverTime - (sent.atWall + uncertaintyMs), uncertaintyMs, roundTripMs });
    if (this.#samples.length > window) this.#samples.shift();
  }

  /** Pings of a socket that is gone are not answered any more. */
  lost(): void {
    this.#pending.clear();
  }

  get estimate(): ClockEstimate | undefined {
    const [first, ...others] = this.#samples;
    return others.reduce(
      (best, sample) => (best !== undefined && best.roundTripMs <= sample.roundTripMs ? best : sample),
      first,
    );
  }

  /** How long a fact took on each part of its way, as far as its stamps tell. */
  latencyOf({ occurredAt, receivedAt, sentAt, arrivedAt }: Fact): Latency {
    const sourceToGatewayMs = receivedAt - occurredAt;
    if (sentAt === undefined) return { sourceToGatewayMs };
    const withinGatewayMs = sentAt - receivedAt;
    const { estimate } = this;
    if (estimate === undefined) return { sourceToGatewayMs, withinGatewayMs };
    const { offsetMs, uncertaintyMs } = estimate;
    return { sourceToGatewayMs, withinGatewayMs, gatewayToClientMs: arrivedAt + offsetMs - sentAt, uncertaintyMs };
  }
}

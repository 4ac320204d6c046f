import type { HeartbeatTraits } from '@pitwall/dialects';
import type { Clock, Timer } from '../clock.ts';

/** What a heartbeat asks of its session. */
export interface HeartbeatPort {
  /** Sends the dialect's pings. */
  ping(): void;
  unsentBytes(): number;
  /** Nothing came in time. */
  silent(): void;
  /** Bytes stay unsent at a ping or its deadline: the slow-reader rule takes over. */
  undrained(): void;
}

/**
 * Pings at an interval and ends a silent connection (ruling 8). The deadline starts when a ping's bytes have left the
 * process; while bytes are unsent, also at the deadline, the reader is judged by the slow-reader rule alone.
 */
export class Heartbeat {
  readonly #traits: HeartbeatTraits;
  readonly #clock: Clock;
  readonly #port: HeartbeatPort;
  #timer: Timer | undefined;
  #nextPingMs: number;
  /** When the first ping left that nothing has answered yet. */
  #askedAtMs: number | undefined;
  /** An answer is awaited from the moment at which the bytes are taken that are still unsent; nothing came since. */
  #leaving = false;
  #stopped = false;

  constructor(traits: HeartbeatTraits, parts: { clock: Clock; port: HeartbeatPort }) {
    this.#traits = traits;
    this.#clock = parts.clock;
    this.#port = parts.port;
    this.#nextPingMs = parts.clock.monotonicMs() + traits.pingIntervalMs;
    this.#arm();
  }

  /** A sign of life: any inbound frame, control pong included, or bytes that drained. */
  alive(): void {
    this.#askedAtMs = undefined;
    this.#leaving = false;
  }

  /** All bytes were taken: a ping among them has left. */
  drained(): void {
    const asks = this.#leaving;
    this.alive();
    if (asks) this.#asked();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #asked(): void {
    this.#askedAtMs ??= this.#clock.monotonicMs();
    this.#arm();
  }

  #arm(): void {
    this.#timer?.cancel();
    if (this.#stopped) return;
    const deadlineMs =
      this.#askedAtMs === undefined ? Number.POSITIVE_INFINITY : this.#askedAtMs + this.#traits.pongTimeoutMs;
    const waitMs = Math.min(this.#nextPingMs, deadlineMs) - this.#clock.monotonicMs();
    this.#timer = this.#clock.after(Math.max(0, waitMs), () => this.#wake());
  }

  #wake(): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#askedAtMs !== undefined && nowMs >= this.#askedAtMs + this.#traits.pongTimeoutMs) {
      if (this.#port.unsentBytes() === 0) {
        this.#port.silent();
        return;
      }
      this.#askedAtMs = undefined;
      this.#leaving = true;
      this.#port.undrained();
    }
    if (nowMs >= this.#nextPingMs) this.#ping(nowMs);
    this.#arm();
  }

  #ping(nowMs: number): void {
    this.#nextPingMs = nowMs + this.#traits.pingIntervalMs;
    if (this.#port.unsentBytes() > 0) {
      this.#port.undrained();
      return;
    }
    this.#port.ping();
    if (this.#port.unsentBytes() > 0) this.#leaving = true;
    else this.#askedAtMs ??= nowMs;
  }
}

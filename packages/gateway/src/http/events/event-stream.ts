import type { ServerResponse } from 'node:http';
import { closeCodes, formatCursor } from '@pitwall/model';
import type { CloseName, PitwallError } from '@pitwall/model';
import type { Clock, Timer } from '../../clock.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { streamBytes, streamFrame } from '../../delivery/event-stream-frame.ts';
import type { Hearing } from '../../delivery/hearing.ts';
import { HeldVersions } from '../../delivery/held-versions.ts';
import { Seat } from '../../delivery/seat.ts';
import { LagWatch } from '../../session/lag-watch.ts';
import { resumptionFrom } from '../../session/resumption.ts';
import { StreamOutput } from './stream-output.ts';

/** Bounds of one stream. */
export interface EventStreamOptions {
  /** How long a stream may be silent before a comment tells proxies and clients that it lives. @default 15,000 ms */
  readonly sseHeartbeatMs: number;
  /** When a client that was cut off comes back. @default 2,000 ms */
  readonly sseRetryMs: number;
  /** How long output may stay undrained. @default 30,000 ms */
  readonly maxLagMs: number;
}

/** What a stream works with. */
export interface EventStreamParts {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly response: ServerResponse;
  /** Told the close code with which the gateway ends it. @default nobody is told */
  readonly onBye?: (code: number) => void;
}

/** How long a reader may take to receive the last words, in ms; then its connection is cut. */
const lastWordsTimeoutMs = 5_000;

/**
 * One reader of server-sent events: a seat in delivery like that of a WebSocket session, with an HTTP answer for its output.
 * A slow one is a cursor on the log and holds the mark and one batch at most.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #parts: EventStreamParts;
  readonly #output: StreamOutput;
  readonly #seat: Seat;
  readonly #lag: LagWatch;
  #heartbeat: Timer | undefined;
  #cutOff: Timer | undefined;
  /** Bytes that were written when the last heartbeat was due. */
  #writtenAtBeat = 0;
  /** Whether what it missed was its own slowness, so that it is told. */
  #fellBehind = false;
  #ended = false;

  constructor(options: EventStreamOptions, parts: EventStreamParts) {
    this.#options = options;
    this.#parts = parts;
    this.#output = new StreamOutput(parts.response, {
      undrained: () => this.#lag.start(),
      drained: () => this.#drained(),
    });
    this.#lag = new LagWatch(options.maxLagMs, {
      clock: parts.clock,
      output: this.#output,
      tooSlow: () => this.end('TOO_SLOW'),
    });
    this.#seat = new Seat(parts.delivery, {
      output: this.#output,
      fellBehind: () => {
        this.#fellBehind = true;
        this.#lag.start();
      },
      caughtUp: (passedOver) => this.#caughtUp(passedOver),
      failed: (error) => this.#failed(error),
    });
    parts.response.once('close', () => this.#gone());
  }

  /** Bytes written and not yet taken by the operating system. */
  unsentBytes(): number {
    return this.#output.unsentBytes();
  }

  get isBehind(): boolean {
    return this.#fellBehind;
  }

  /** Says honestly whether a cursor can be honoured (ruling 6), and goes on from there. */
  open(hearing: Hearing, since: string | undefined): void {
    const { delivery } = this.#parts;
    const { recovered, cursor } = resumptionFrom(since, hearing, delivery);
    const id = formatCursor(cursor);
    this.#output.write(streamBytes(`retry: ${this.#options.sseRetryMs}\n\n`));
    this.#output.write(streamFrame({ event: 'resume', id, data: JSON.stringify({ recovered, cursor: id }) }));
    this.#seat.enter({
      hearing: { ...hearing, framing: 'event-stream' },
      afterSeq: recovered ? cursor.seq : delivery.headSeq,
      held: HeldVersions.none(),
      keepsUp: !recovered,
    });
    this.#beat();
  }

  /** Ends the stream after its pending batch, with the reason as the table of close codes has it. */
  end(name: CloseName, retryMs?: number): void {
    if (this.#ended) return;
    // What was pending goes out first.
    this.#seat.leave();
    const { code, reason, retry } = closeCodes[name];
    if (retryMs !== undefined) this.#output.write(streamBytes(`retry: ${retryMs}\n\n`));
    this.#output.write(streamFrame({ event: 'bye', data: JSON.stringify({ code, reason, retry }) }));
    this.#parts.onBye?.(code);
    this.#stop();
    this.#output.end();
    this.#cutOff = this.#parts.clock.after(lastWordsTimeoutMs, () => this.#output.cut());
  }

  #drained(): void {
    this.#lag.stop();
    this.#seat.drained();
  }

  #caughtUp(passedOver: { readonly conflated: number; readonly dropped: number }): string | undefined {
    if (!this.#fellBehind && passedOver.dropped === 0) return undefined;
    this.#fellBehind = false;
    return JSON.stringify({ event: 'caught-up', ...passedOver });
  }

  #failed({ code }: PitwallError): void {
    this.end(code === 'CURSOR_EXPIRED' ? 'TOO_SLOW' : 'INTERNAL');
  }

  /** A silent stream is told that it lives, and of a cursor further on, so that retention does not overtake a quiet one. */
  #beat(): void {
    const { clock, delivery } = this.#parts;
    this.#writtenAtBeat = this.#output.writtenBytes();
    this.#heartbeat = clock.after(this.#options.sseHeartbeatMs, () => {
      const isSilent = this.#output.writtenBytes() === this.#writtenAtBeat;
      if (isSilent && this.#output.unsentBytes() === 0) {
        const seq = this.#seat.throughSeq();
        const id = seq === undefined ? '' : `id: ${formatCursor({ epoch: delivery.epoch, seq })}\n`;
        this.#output.write(streamBytes(`: alive\n${id}\n`));
      }
      this.#beat();
    });
  }

  /** The connection is gone. */
  #gone(): void {
    this.#seat.leave();
    this.#stop();
    this.#cutOff?.cancel();
  }

  #stop(): void {
    this.#ended = true;
    this.#lag.stop();
    this.#heartbeat?.cancel();
  }
}

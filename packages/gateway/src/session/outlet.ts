import type { JsonObject } from '@pitwall/dialects';
import { textFrame } from '../delivery/frame.ts';
import type { SessionSocket, SocketEnding } from './session-socket.ts';

/** What an outlet is told of. */
export interface OutletPort {
  /** Bytes stay unsent after a write. */
  undrained(): void;
}

/**
 * The one owner of a socket's output. Data, replies, pings and the end go through it in order; after the end nothing
 * goes. Only whole frames are written, so one write is never cut by another.
 */
export class Outlet {
  readonly #socket: SessionSocket;
  readonly #port: OutletPort;
  readonly #asArrays: boolean;
  readonly #highWaterBytes: number;
  #ended = false;
  #writtenBytes = 0;

  constructor(socket: SessionSocket, options: { asArrays: boolean; highWaterBytes: number }, port: OutletPort) {
    this.#socket = socket;
    this.#port = port;
    this.#asArrays = options.asArrays;
    this.#highWaterBytes = options.highWaterBytes;
  }

  unsentBytes(): number {
    return this.#socket.unsentBytes();
  }

  /** Bytes written in all. */
  writtenBytes(): number {
    return this.#writtenBytes;
  }

  write(frames: Buffer): number {
    if (this.#ended) return 0;
    const unsentBytes = this.#socket.write(frames);
    this.#writtenBytes += frames.length;
    if (unsentBytes > 0) this.#port.undrained();
    return unsentBytes;
  }

  /** Whether more waits than the mark: then the client gets no answers. */
  isFull(): boolean {
    return this.#socket.unsentBytes() > this.#highWaterBytes;
  }

  /** Says something to this client alone. A client that does not read gets no more answers than the mark holds. */
  reply(message: JsonObject | undefined): void {
    if (!this.isFull()) this.lastWords(message);
  }

  /** Says something however much is unsent: for the few words before an end. */
  lastWords(message: JsonObject | undefined): void {
    if (message !== undefined) this.write(textFrame(JSON.stringify(this.#asArrays ? [message] : message)));
  }

  ping(): void {
    if (!this.#ended) this.#control('ping', noPayload);
  }

  /** Answers a ping, unless the peer pings without reading: pongs count against the mark too. */
  pong(payload: Buffer): void {
    if (!this.#ended && !this.isFull()) this.#control('pong', payload);
  }

  /** Ends the output after everything written so far. */
  end(ending: SocketEnding): void {
    if (this.#ended && ending.how !== 'cut') return;
    this.#ended = true;
    this.#socket.end(ending);
  }

  #control(frame: 'ping' | 'pong', payload: Buffer): void {
    this.#socket.control(frame, payload);
    this.#writtenBytes += controlHeaderBytes + payload.length;
  }
}

const noPayload = Buffer.alloc(0);
const controlHeaderBytes = 2;

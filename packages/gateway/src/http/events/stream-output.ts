import type { ServerResponse } from 'node:http';
import type { SeatOutput } from '../../delivery/seat.ts';

/** What an output is told of. */
export interface StreamOutputPort {
  /** Bytes stay unsent after a write. */
  undrained(): void;
  /** Everything was taken by the operating system. */
  drained(): void;
}

/** What one chunk costs beside its bytes: its length in hexadecimal and two line ends (RFC 9112 section 7.1). */
const chunkOverheadBytes = (length: number): number => length.toString(16).length + 4;

/** The one owner of a stream's bytes: events, heartbeats and the end go through it in order, and after the end nothing. */
export class StreamOutput implements SeatOutput {
  readonly #response: ServerResponse;
  readonly #port: StreamOutputPort;
  #writtenBytes = 0;
  #ended = false;
  readonly #taken = (error?: Error | null): void => {
    if (error === undefined || error === null) this.#told();
  };

  constructor(response: ServerResponse, port: StreamOutputPort) {
    this.#response = response;
    this.#port = port;
    // A peer that resets concerns nobody; `close` follows.
    response.on('error', () => undefined);
  }

  /** Writes whole events without waiting and tells how many bytes stay unsent. */
  write(events: Buffer): number {
    const response = this.#response;
    if (this.#ended || response.destroyed) return 0;
    // HTTP gathers the parts of a chunk until the next tick, and until then all of it would count as unsent.
    const { socket } = response;
    socket?.cork();
    response.write(events, this.#taken);
    socket?.uncork();
    this.#writtenBytes += events.length + chunkOverheadBytes(events.length);
    const unsentBytes = this.unsentBytes();
    if (unsentBytes > 0) this.#port.undrained();
    return unsentBytes;
  }

  unsentBytes(): number {
    return this.#response.destroyed ? 0 : this.#response.writableLength;
  }

  /** Bytes written in all. */
  writtenBytes(): number {
    return this.#writtenBytes;
  }

  /** Ends the answer after everything written so far. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#response.end();
  }

  /** Cuts the connection off. */
  cut(): void {
    this.#ended = true;
    this.#response.destroy();
  }

  #told(): void {
    if (!this.#ended && this.unsentBytes() === 0) this.#port.drained();
  }
}

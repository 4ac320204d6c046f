import type { Duplex } from 'node:stream';
import { closeCodes } from '@pitwall/model';
import { WebSocket } from 'ws';
import type { Session } from '../session/session.ts';
import type { SessionSocket, SocketEnding } from '../session/session-socket.ts';

const nothing = Buffer.alloc(0);
/** A close reason has at most 123 bytes (RFC 6455 section 5.5). */
const maxReasonBytes = 123;

const shortReason = (reason: string): string => {
  let short = reason.slice(0, maxReasonBytes);
  while (Buffer.byteLength(short) > maxReasonBytes) short = short.slice(0, -1);
  return short;
};

/** The code with which `ws` itself closes after a frame that it cannot take; `undefined` for a connection that broke. */
const closeCodeOf = (error: Error): number | undefined => {
  const name = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (name === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return closeCodes.TOO_BIG.code;
  // What cannot be unpacked is told by zlib's own names.
  if (name === 'WS_ERR_INVALID_UTF8' || name.startsWith('Z_')) return closeCodes.INVALID_TEXT.code;
  return name.startsWith('WS_ERR_') ? closeCodes.PROTOCOL_ERROR.code : undefined;
};

/**
 * A `ws` connection as a session's socket. `ws` does handshake, receiving and control frames; data frames are written
 * beside it to the raw socket, which keeps their order because `ws` writes there too and nothing is sent through it.
 */
export class WebSocketSocket implements SessionSocket {
  readonly #webSocket: WebSocket;
  readonly #raw: Duplex;
  #drained: () => void = () => undefined;
  #watchingDrain = false;
  /** Code of the close frame that this side sent. */
  #sentCloseCode: number | undefined;

  constructor(webSocket: WebSocket, raw: Duplex) {
    this.#webSocket = webSocket;
    this.#raw = raw;
  }

  /** Passes what the connection does on to its session, until it is gone. */
  attach(session: Session, gone: (code: number) => void): void {
    const webSocket = this.#webSocket;
    this.#drained = () => session.onDrained();
    webSocket.on('message', (data: Buffer, isBinary) =>
      session.onMessage(isBinary ? undefined : data.toString('utf8')),
    );
    webSocket.on('ping', (payload) => session.onPing(payload));
    webSocket.on('pong', () => session.onPong());
    // Broken frames and resets: `ws` closes the connection itself, and `close` tells the session.
    webSocket.on('error', (error) => (this.#sentCloseCode ??= closeCodeOf(error)));
    webSocket.on('close', (code) => {
      session.onGone();
      gone(this.#sentCloseCode ?? code);
    });
  }

  write(frames: Buffer): number {
    const raw = this.#raw;
    // No public event marks the beginning of a close, so each write looks.
    if (this.#webSocket.readyState === WebSocket.OPEN && raw.writable) raw.write(frames);
    const unsentBytes = raw.writableLength;
    if (unsentBytes > 0) this.#watchDrain();
    return unsentBytes;
  }

  unsentBytes(): number {
    return this.#raw.writableLength;
  }

  control(frame: 'ping' | 'pong', payload: Buffer): void {
    if (this.#webSocket.readyState !== WebSocket.OPEN || !this.#raw.writable) return;
    if (frame === 'ping') this.#webSocket.ping(payload, false);
    else this.#webSocket.pong(payload, false);
    if (this.#raw.writableLength > 0) this.#watchDrain();
  }

  setReading(reading: boolean): void {
    if (reading) this.#webSocket.resume();
    else this.#webSocket.pause();
  }

  end(ending: SocketEnding): void {
    if (ending.how === 'close') {
      this.#sentCloseCode ??= ending.code;
      this.#webSocket.close(ending.code, shortReason(ending.reason));
    } else if (ending.how === 'fin') this.#raw.end();
    else this.#webSocket.terminate();
  }

  /**
   * Tells when everything was taken. The stream's own `drain` comes only after more than its high-water mark was
   * pending, so an empty write at the end of the queue stands in for it; never after an end, which would be an error.
   */
  #watchDrain(): void {
    if (this.#watchingDrain || !this.#raw.writable) return;
    this.#watchingDrain = true;
    this.#raw.write(nothing, (error) => {
      this.#watchingDrain = false;
      if (error !== undefined && error !== null) return;
      if (this.#raw.writableLength > 0) this.#watchDrain();
      else this.#drained();
    });
  }
}

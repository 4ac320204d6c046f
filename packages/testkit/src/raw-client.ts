import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { FrameReader } from './frames.ts';
import { agreedDeflate, MessageInflater } from './message-inflater.ts';

/** How a connection ended. */
export interface RawEnding {
  /** Code of the server's close frame; absent when there was none. */
  readonly code?: number;
  readonly reason?: string;
}

/** Where and as whom to connect. */
export interface RawConnect {
  readonly port: number;
  readonly path: string;
  readonly host?: string;
  /** Further request headers; `Host` replaces the usual one. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The server's answer to a handshake that it refused. */
export class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused';
  readonly status: number;
  readonly head: string;

  constructor(status: number, head: string) {
    super(`The handshake was answered with ${status}`);
    this.status = status;
    this.head = head;
  }
}

const maskedFrame = (opcode: number, payload: Buffer, fin = true): Buffer => {
  const mask = randomBytes(4);
  const { length } = payload;
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + lengthBytes);
  head[0] = (fin ? 0x80 : 0) | opcode;
  head[1] = 0x80 | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) head.writeUInt16BE(length, 2);
  if (lengthBytes === 8) head.writeBigUInt64BE(BigInt(length), 2);
  const masked = Buffer.from(payload);
  for (let index = 0; index < length; index += 1) masked[index] = (masked[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return Buffer.concat([head, mask, masked]);
};

/** A WebSocket client made of bytes: does nothing by itself, not even answer a ping, unless a test wants it. */
export class RawClient {
  readonly socket: Socket;
  /** Control frames that came, as `ping` and `pong`. */
  readonly controls: string[] = [];
  /** Whether pings are answered. @default true */
  answersPings = true;
  /** Whether a close frame is answered. @default true */
  answersClose = true;
  readonly closed: Promise<RawEnding>;
  receivedBytes = 0;
  /** Head of the server's answer. */
  readonly head: string;
  readonly #reader = new FrameReader();
  readonly #inflater: MessageInflater;
  readonly #messages: string[] = [];
  #waiting: (() => void) | undefined;
  #ending: RawEnding = {};
  #isClosed = false;

  private constructor(socket: Socket, { head, rest }: Answer) {
    this.socket = socket;
    this.head = head;
    this.#inflater = new MessageInflater(agreedDeflate(head));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isClosed = true;
        this.#waiting?.();
        resolve(this.#ending);
      });
    });
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('data', (bytes) => this.#take(bytes));
    if (rest.length > 0) this.#take(rest);
  }

  /** Shakes hands. Rejects with {@link HandshakeRefused} when the server answers anything but 101. */
  static async open(to: RawConnect): Promise<RawClient> {
    const { port, path, host = '127.0.0.1' } = to;
    const headers = {
      Host: `${host}:${port}`,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Version': '13',
      ...to.headers,
    };
    const socket = connect({ port, host });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    const answer = await readHead(socket);
    const { head, rest } = answer;
    const status = Number(head.split(' ')[1]);
    if (status !== 101) {
      socket.destroy();
      throw new HandshakeRefused(status, head + rest.toString('utf8'));
    }
    return new RawClient(socket, answer);
  }

  /** Data messages that came compressed; they are unpacked like any other. */
  get compressedMessages(): number {
    return this.#inflater.count;
  }

  sendText(text: string): void {
    this.socket.write(maskedFrame(0x1, Buffer.from(text)));
  }

  sendJson(message: unknown): void {
    this.sendText(JSON.stringify(message));
  }

  /** Sends any frame. */
  sendFrame(opcode: number, payload: Buffer, fin = true): void {
    this.socket.write(maskedFrame(opcode, payload, fin));
  }

  /** Sends a close frame. */
  sendClose(code: number): void {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.sendFrame(0x8, payload);
  }

  /** The next data message as text; `undefined` when the connection ended first. */
  async nextText(): Promise<string | undefined> {
    while (this.#messages.length === 0) {
      if (this.#isClosed) return undefined;
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
    return this.#messages.shift();
  }

  /** The next data message as JSON. Rejects when the connection ended first. */
  async next(): Promise<Record<string, unknown>> {
    const text = await this.nextText();
    if (text === undefined) throw new Error(`The connection ended: ${JSON.stringify(this.#ending)}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Reads on until a message fits. */
  async until(fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (;;) {
      const message = await this.next();
      if (fits(message)) return message;
    }
  }

  /** Data messages that came and were not taken. */
  takeAll(): string[] {
    return this.#messages.splice(0);
  }

  /** Cuts the connection. */
  destroy(): void {
    this.socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    for (const frame of this.#reader.take(bytes)) {
      if (frame.opcode === 0x1) this.#messages.push(this.#inflater.text(frame));
      else this.#control(frame.opcode, frame.payload);
    }
    this.#waiting?.();
  }

  #control(opcode: number, payload: Buffer): void {
    if (opcode === 0x9) {
      this.controls.push('ping');
      if (this.answersPings) this.sendFrame(0xa, payload);
    } else if (opcode === 0xa) {
      this.controls.push('pong');
    } else if (opcode === 0x8) {
      this.#ending = payload.length >= 2 ? { code: payload.readUInt16BE(0), reason: payload.toString('utf8', 2) } : {};
      if (this.answersClose) this.sendFrame(0x8, payload.subarray(0, 2));
    }
  }
}

interface Answer {
  readonly head: string;
  readonly rest: Buffer;
}

const readHead = (socket: Socket): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.removeListener('data', onData);
      socket.removeListener('error', reject);
      socket.removeListener('close', onClose);
      resolve({ head: bytes.toString('latin1', 0, end), rest: bytes.subarray(end + 4) });
    };
    const onClose = (): void => reject(new Error('The connection ended before its handshake was answered'));
    socket.on('data', onData);
    socket.once('error', reject);
    socket.once('close', onClose);
  });

import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { canonical } from '@pitwall/dialects';
import { EventStreamParser } from '@pitwall/testkit';
import type { FakeClock, ReceivedEvent } from '@pitwall/testkit';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Hearing } from '../../delivery/hearing.ts';
import { EventStream } from './event-stream.ts';

/** A connection whose peer takes bytes when the test says so. */
class HeldSocket extends Socket {
  stalled = false;
  /** Bytes that the system took and that are on their way. */
  onTheWay = '';
  #held: (() => void) | undefined;

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.#take(chunk.toString(), done);
  }

  override _writev(chunks: { chunk: Buffer | string }[], done: () => void): void {
    this.#take(chunks.map(({ chunk }) => chunk.toString()).join(''), done);
  }

  override _read(): void {
    // The peer says nothing.
  }

  #take(text: string, done: () => void): void {
    const take = (): void => {
      // What a cut connection still held is nobody's.
      if (!this.destroyed) this.onTheWay += text;
      done();
    };
    if (this.stalled) this.#held = take;
    else take();
  }

  flow(): void {
    this.stalled = false;
    const held = this.#held;
    this.#held = undefined;
    held?.();
  }
}

/** What a stream is made over in these tests. */
export interface PeerParts {
  readonly clock: FakeClock;
  readonly delivery: Delivery;
  readonly kinds: Hearing['topics'];
}

/** A client of one stream that comes back with its last event id: what it read it keeps, what was on its way it loses. */
export class StreamPeer {
  readonly parser = new EventStreamParser();
  readonly heard: ReceivedEvent[] = [];
  stream: EventStream | undefined;
  readonly #parts: PeerParts;
  #socket = new HeldSocket();
  #response: ServerResponse | undefined;
  #isBody = false;

  constructor(parts: PeerParts) {
    this.#parts = parts;
  }

  get isConnected(): boolean {
    return this.stream !== undefined;
  }

  /** Whether the answer ended and was taken whole, or its connection is gone. */
  get isEnded(): boolean {
    return this.#response?.writableFinished === true || this.#socket.destroyed;
  }

  unsentBytes(): number {
    return this.stream?.unsentBytes() ?? 0;
  }

  connect(): void {
    const { clock, delivery, kinds } = this.#parts;
    this.#socket = new HeldSocket();
    this.#isBody = false;
    this.parser.reconnect();
    const request = new IncomingMessage(this.#socket);
    // Without chunks a body is its own text.
    [request.httpVersionMajor, request.httpVersionMinor] = [1, 0];
    const response = new ServerResponse(request);
    response.assignSocket(this.#socket);
    this.#socket.once('close', () => response.emit('close'));
    response.writeHead(200);
    this.#response = response;
    this.stream = new EventStream(
      { sseHeartbeatMs: 15_000, sseRetryMs: 2_000, maxLagMs: 30_000 },
      { clock, delivery, response },
    );
    const since = this.parser.lastEventId;
    this.stream.open(
      {
        dialect: canonical,
        accounts: ['main'],
        topics: kinds,
        delta: false,
        batch: false,
        cursor: true,
        namesAccount: false,
        compression: 'none',
      },
      since === '' ? undefined : since,
    );
  }

  stall(): void {
    this.#socket.stalled = true;
  }

  flow(): void {
    this.#socket.flow();
  }

  /** Reads this much of what is on its way. */
  read(share = 1): void {
    const socket = this.#socket;
    const text = socket.onTheWay.slice(0, Math.floor(socket.onTheWay.length * share));
    socket.onTheWay = socket.onTheWay.slice(text.length);
    const head = this.#isBody ? 0 : text.indexOf('\r\n\r\n') + 4;
    if (head === 3) return;
    this.#isBody = true;
    this.heard.push(...this.parser.take(text.slice(head)));
  }

  /** The connection is cut while this much of what is on its way arrives. */
  cut(share: number): void {
    this.read(share);
    this.#socket.onTheWay = '';
    this.#socket.destroy();
    this.stream = undefined;
  }
}

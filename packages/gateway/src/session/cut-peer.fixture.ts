import type { Dialect, StreamWish } from '@pitwall/dialects';
import type { FakeSocket, SessionRig } from './session-rig.fixture.ts';
import type { Session } from './session.ts';
import { follow } from './stream-model.fixture.ts';

type Message = Record<string, unknown>;

/** A client of streams that comes back when it is cut off, and goes on with each where its cursor stands. */
export class CutPeer {
  /** What reached it, a list for each connection; the present one's is the last. */
  readonly lives: Message[][] = [[]];
  readonly #rig: SessionRig;
  readonly #dialect: Dialect;
  #connected: ReturnType<SessionRig['connect']>;
  /** Frames that are on their way. */
  #onTheWay: unknown[] = [];

  constructor(rig: SessionRig, dialect: Dialect) {
    this.#rig = rig;
    this.#dialect = dialect;
    this.#connected = this.#connect();
  }

  get session(): Session {
    return this.#connected.session;
  }

  get socket(): FakeSocket {
    return this.#connected.socket;
  }

  /** What reached it on the present connection. */
  get told(): readonly Message[] {
    return this.lives.at(-1) ?? [];
  }

  ask(message: unknown): void {
    this.#connected.ask(message);
  }

  /** What was written is on its way, or arrives. */
  listen(): void {
    this.#onTheWay.push(...this.socket.read());
    if (this.socket.taking) this.#arrive(this.#onTheWay.length);
  }

  read(): void {
    this.socket.take(this.session);
    this.listen();
  }

  /** The connection is cut while this much of what is on its way arrives; then it comes back. */
  cut(share: number): void {
    this.socket.taking = false;
    this.session.onGone();
    this.listen();
    this.#arrive(Math.floor(this.#onTheWay.length * share));
    this.#onTheWay = [];
    const { open } = follow(this.told);
    const wishes = [...open].map(([name, { cursor }]) => ({ ...this.#wishOf(name), since: cursor }));
    this.lives.push([]);
    this.#connected = this.#connect();
    for (const wish of wishes) this.ask({ ask: 'open', wish });
  }

  #wishOf(name: string): StreamWish {
    const opened = this.told.findLast(({ type, stream }) => type === 'reply:stream-opened' && stream === name);
    return (opened as unknown as { wish: StreamWish }).wish;
  }

  #connect(): ReturnType<SessionRig['connect']> {
    return this.#rig.connect('', this.#dialect, { accounts: ['alice'] });
  }

  /** A frame may hold several messages. */
  #arrive(frames: number): void {
    const messages = this.#onTheWay.splice(0, frames).flat() as Message[];
    this.lives.at(-1)?.push(...messages);
  }
}

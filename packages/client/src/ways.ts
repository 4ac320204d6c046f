import type { ClientCounts, ClientStatus } from './contract.ts';
import type { Reader } from './reading/reader.ts';
import type { SocketWay } from './socket/socket-way.ts';
import type { FallbackWay, WayPort } from './way.ts';

/** When to help out with HTTP. */
export interface WaysOptions {
  readonly fallback: boolean;
  readonly fallbackAfterAttempts: number;
}

/** What the choice of a way works with. */
export interface WaysParts {
  /** Makes the ways, which tell the port of theirs. The socket is absent where there are no WebSockets. */
  readonly socket: ((port: WayPort) => SocketWay) | undefined;
  readonly http: ((port: WayPort) => FallbackWay) | undefined;
  readonly changed: () => void;
  readonly count: (what: keyof ClientCounts) => void;
}

const idle: ClientStatus = { state: 'idle', transport: 'websocket', attempt: 0 };

/** Why a WebSocket may fail where HTTP gets through: the rest concerns both alike. */
const blocked: ReadonlySet<string> = new Set(['CONNECTION_LOST', 'OPEN_TIMEOUT']);

/**
 * Chooses the way by which facts come: a WebSocket whenever there is one, and HTTP while there is none. The socket goes on
 * trying meanwhile; when it is welcomed again, readers move over with their cursors.
 */
export class Ways {
  readonly #options: WaysOptions;
  readonly #parts: WaysParts;
  readonly #readers = new Set<Reader>();
  readonly #socket: SocketWay | undefined;
  readonly #http: FallbackWay | undefined;
  #isStopped = false;

  constructor(options: WaysOptions, parts: WaysParts) {
    this.#options = options;
    this.#parts = parts;
    const port = { count: parts.count };
    this.#http = parts.http?.({ ...port, changed: () => this.#changed(), welcomed: () => this.#readers });
    this.#socket = parts.socket?.({
      ...port,
      changed: () => this.#socketChanged(),
      welcomed: () => {
        this.#http?.stop();
        return this.#readers;
      },
    });
  }

  get status(): ClientStatus {
    const socket = this.#socket?.status ?? idle;
    const { isStarted = false, status = idle } = this.#http ?? {};
    // Without readers HTTP is asked nothing, so it knows nothing either.
    return this.#socket === undefined || (isStarted && this.#readers.size > 0) ? status : socket;
  }

  start(): void {
    if (this.#socket === undefined) this.#http?.start();
    else this.#socket.start();
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.stop();
    this.#http?.stop();
    for (const reader of this.#readers) reader.ended();
    this.#readers.clear();
  }

  /** Over every way: whichever gets through first is the one. */
  retryNow(): void {
    this.#socket?.retryNow();
    this.#http?.retryNow();
  }

  add(reader: Reader): void {
    this.#readers.add(reader);
    const { why, state } = this.#socket?.status ?? {};
    if (state === 'failed') {
      this.#readers.delete(reader);
      reader.ended(why);
    } else if (this.#http?.isStarted === true) this.#http.add(reader);
    else this.#socket?.add(reader);
  }

  remove(reader: Reader): void {
    this.#readers.delete(reader);
    this.#socket?.remove(reader);
    this.#http?.remove(reader);
  }

  #changed(): void {
    for (const reader of this.#readers) if (reader.isOver) this.#readers.delete(reader);
    this.#parts.changed();
  }

  #socketChanged(): void {
    const { state, attempt, why } = this.#socket?.status ?? {};
    if (state === 'failed') this.#failed();
    else if (this.#isBlocked(state, attempt, why?.code)) this.#http?.start();
    this.#changed();
  }

  #isBlocked(state: string | undefined, attempt = 0, code = ''): boolean {
    const { fallback, fallbackAfterAttempts } = this.#options;
    return (
      fallback &&
      !this.#isStopped &&
      state === 'waiting' &&
      attempt >= fallbackAfterAttempts &&
      blocked.has(code) &&
      this.#http?.isStarted === false
    );
  }

  /** For good, over every way: the same token and gateway would refuse HTTP too. */
  #failed(): void {
    this.#http?.stop();
    for (const reader of this.#readers) reader.ended(this.#socket?.status.why);
    this.#readers.clear();
  }
}

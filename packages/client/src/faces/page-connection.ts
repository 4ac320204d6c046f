import { ClientError } from '../client-error.ts';
import type { Backoff } from '../connection/backoff.ts';
import type { Connection, ConnectionOptions, ConnectionStatus, Verdict } from '../connection/connection-contract.ts';
import { createConnection } from '../connection/connection.ts';
import type { Ports } from '../ports.ts';
import { socketAddress, withPath, withQuery } from './address.ts';
import type { FaceOptions, StatusListener } from './face-options.ts';
import { Listeners } from './listeners.ts';
import type { Stop } from './listeners.ts';
import { readMessage } from './read-message.ts';
import type { MessageTraits } from './read-message.ts';

/** How a page's protocol behaves on the wire. */
export interface PageTraits<Message> extends MessageTraits<Message> {
  /** The path of the page, for addresses that name none. */
  readonly path: string;
  /** The page's policy of coming back. */
  readonly backoff: Backoff;
  /** How long a connection must have been good before attempts count from 1 again, in ms; pages say at once: 0. */
  readonly stableAfterMs: number;
  /** Whether the server speaks first. Where it does not, an open socket is all that there is to wait for. */
  readonly greets: boolean;
  /** How long a server may be silent, in ms, before it is probed or left. Absent where nothing need ever come. */
  readonly silentAfterMs?: number;
  /** How long the answer to a probe may take, in ms. */
  readonly probeTimeoutMs?: number;
}

/** What a page's connection tells the face that it carries. */
export interface PageHandlers<Message> {
  /** The server can be spoken to; called once a socket, after its greeting where there is one. */
  readonly ready?: () => void;
  readonly heard: (message: Message) => void;
  /** Nothing came for too long: ask for a sign of life. */
  readonly probe?: () => void;
  readonly changed?: (status: ConnectionStatus) => void;
  /** Whether the cursor of what comes counts yet: it says nothing of topics that a new connection does not hear yet. @default it does */
  readonly hearsAll?: () => boolean;
  /** Parameters of the address beside those of all faces. */
  readonly query?: () => Readonly<Record<string, string | undefined>>;
}

/** The connection under a face: token, account and cursor in its address, messages read, listeners told of its status. */
export class PageConnection<Message> {
  readonly #options: FaceOptions;
  readonly #handlers: PageHandlers<Message>;
  readonly #traits: PageTraits<Message>;
  readonly #connection: Connection;
  readonly #listeners: Listeners<ConnectionStatus>;
  /** The address without token and cursor. */
  readonly address: string;
  #token: string | undefined;
  /** Where to go on after the connection is lost. */
  cursor: string | undefined;

  /** Nothing is opened before {@link start}. Throws a `ClientError` where there are no WebSockets. */
  constructor(
    page: { readonly url: string; readonly traits: PageTraits<Message> },
    options: FaceOptions,
    parts: { readonly ports: Ports; readonly handlers: PageHandlers<Message> },
  ) {
    const { sockets } = parts.ports;
    if (sockets === undefined) {
      throw new ClientError('UNAVAILABLE', 'There is no WebSocket on this platform', {
        how: 'Use a browser or Node 22 and later, or the core client, which falls back to HTTP.',
      });
    }
    this.#traits = page.traits;
    this.#options = options;
    this.#handlers = parts.handlers;
    this.#token = options.token;
    this.address = withPath(socketAddress(page.url), page.traits.path);
    this.#listeners = new Listeners(throwLater(parts.ports));
    this.#connection = createConnection(this.#connectionOptions(), this.#connectionHandlers(), {
      ...parts.ports,
      sockets,
    });
  }

  get status(): ConnectionStatus {
    return this.#connection.status;
  }

  /** The listener hears each change of the status. */
  onStatus(listener: StatusListener): Stop {
    return this.#listeners.add('status', listener);
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
  }

  /** The next attempts show this token. */
  retoken(token: string): void {
    this.#token = token;
  }

  /** False where there is no connection: nothing was sent then, and nothing is kept. */
  send(message: object): boolean {
    return this.#connection.send(JSON.stringify(message));
  }

  /** The server's greeting came. Its repetition says nothing. */
  welcomed(): void {
    if (this.status.state !== 'greeting') return;
    this.#connection.welcomed();
    // A page has no word for the end of its snapshot: what is connected is live.
    this.#connection.caughtUp();
    this.#handlers.ready?.();
  }

  foretell(verdict: Verdict): void {
    this.#connection.foretell(verdict);
  }

  replace(verdict: Verdict): void {
    this.#connection.replace(verdict);
  }

  #connectionOptions(): ConnectionOptions {
    const { backoff, stableAfterMs, silentAfterMs, probeTimeoutMs } = this.#traits;
    return {
      url: () => this.#tokenedAddress(),
      backoff: this.#options.backoff ?? backoff,
      stableAfterMs,
      ...(silentAfterMs === undefined ? {} : { silentAfterMs }),
      ...(probeTimeoutMs === undefined ? {} : { probeTimeoutMs }),
    };
  }

  #connectionHandlers() {
    const { probe, changed } = this.#handlers;
    return {
      opened: () => {
        if (!this.#traits.greets) this.welcomed();
      },
      message: (text: string) => this.#read(text),
      changed: (status: ConnectionStatus) => {
        changed?.(status);
        this.#listeners.tell('status', status);
      },
      ...(probe === undefined ? {} : { probe }),
    };
  }

  #tokenedAddress(): string | Promise<string> {
    const given = this.#options.getToken?.();
    if (given === undefined) return this.#addressWith(this.#token);
    return typeof given === 'string' ? this.#addressWith(given) : given.then((token) => this.#addressWith(token));
  }

  #addressWith(token: string | undefined): string {
    const { account, resume = true } = this.#options;
    return withQuery(this.address, {
      ...this.#handlers.query?.(),
      ...(token === undefined ? {} : { token }),
      ...(account === undefined ? {} : { account }),
      ...(resume ? this.#place() : {}),
    });
  }

  #place(): Readonly<Record<string, string | undefined>> {
    return this.cursor === undefined ? { resume: '1' } : { resume: undefined, since: this.cursor };
  }

  #read(text: string): void {
    const read = readMessage(text, this.#traits);
    if (read === undefined) return;
    if (this.#handlers.hearsAll?.() !== false) this.cursor = read.cursor ?? this.cursor;
    this.#handlers.heard(read.message);
  }
}

/** Listeners' errors go where those of a socket's own handlers go: uncaught, in a turn of their own. */
export const throwLater =
  ({ clock }: Pick<Ports, 'clock'>) =>
  (error: unknown): void => {
    clock.after(0, () => {
      throw error;
    });
  };

import type { Address } from '../address.ts';
import { queryOf } from '../address.ts';
import type { Connection, ConnectionOptions, ConnectionPorts, Verdict } from '../connection/connection-contract.ts';
import { createConnection } from '../connection/connection.ts';
import { judgeClose } from '../connection/judge-close.ts';
import type { SocketEnd } from '../ports.ts';
import type { Reader } from '../reading/reader.ts';
import type { ClockMeter } from '../timing/clock-meter.ts';
import type { Tokens } from '../tokens.ts';
import type { ServerMessage } from '../wire/messages.ts';
import { readFrame } from '../wire/read.ts';
import type { Way, WayPort } from '../way.ts';
import { gatewayError } from '../gateway-error.ts';
import { SocketStreams } from './socket-streams.ts';

/** How the socket behaves, beyond what every connection has. */
export interface SocketWayOptions extends Omit<ConnectionOptions, 'url' | 'protocols' | 'judge' | 'silentAfterMs'> {
  /** Added to the gateway's heartbeat: how late it may be before the client asks. @default 5,000 ms */
  readonly heartbeatGraceMs?: number;
  readonly account?: string;
}

/** What the socket works with. */
export interface SocketWayParts {
  readonly address: Address;
  readonly tokens: Tokens;
  /** Stands for the token once in a URL, where tokens are not to stand there. */
  readonly ticket: (() => Promise<string>) | undefined;
  readonly meter: ClockMeter;
  readonly ports: ConnectionPorts;
  readonly port: WayPort;
}

/** The way over a WebSocket, in pitwall.v1: all readers share it. */
export class SocketWay implements Way {
  readonly #options: SocketWayOptions;
  readonly #parts: SocketWayParts;
  readonly #connection: Connection;
  readonly #streams: SocketStreams;
  #isWelcomed = false;

  constructor(options: SocketWayOptions, parts: SocketWayParts) {
    this.#options = options;
    this.#parts = parts;
    this.#connection = createConnection(
      { ...options, protocols: ['pitwall.v1'], url: () => this.#url(), judge: (end) => this.#judge(end) },
      {
        message: (text) => this.#frame(text),
        probe: () => this.#ping(),
        lost: () => this.#lost(),
        changed: (status) => {
          if (status.why?.code === 'MUTE' && status.state === 'waiting') parts.port.count('mute');
          parts.port.changed();
        },
      },
      parts.ports,
    );
    this.#streams = new SocketStreams({
      send: (text) => this.#connection.send(text),
      distrust: (why) => this.#connection.replace({ retry: true, why }),
      changed: () => this.#settle(),
      lossFound: () => parts.port.count('losses'),
    });
  }

  get status(): Way['status'] {
    return { ...this.#connection.status, transport: 'websocket' };
  }

  get isWelcomed(): boolean {
    return this.#isWelcomed;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop(1000, 'client closed');
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  add(reader: Reader): void {
    if (this.#isWelcomed) this.#streams.add(reader);
  }

  remove(reader: Reader): void {
    this.#streams.remove(reader);
  }

  #url(): string | Promise<string> {
    const token = this.#parts.tokens.current();
    if (token === undefined) return this.#urlWith({});
    const { ticket } = this.#parts;
    if (ticket !== undefined) return (async () => this.#urlWith({ ticket: await ticket() }))();
    return typeof token === 'string' ? this.#urlWith({ token }) : token.then((text) => this.#urlWith({ token: text }));
  }

  #urlWith(shown: { readonly token?: string; readonly ticket?: string }): string {
    return `${this.#parts.address.ws}/v1/stream${queryOf({ account: this.#options.account, ...shown })}`;
  }

  #judge(end: SocketEnd): Verdict {
    const verdict = judgeClose(end);
    if (end.code !== 4401) return verdict;
    return this.#parts.tokens.refused() ? { retry: true, ...(verdict.why ? { why: verdict.why } : {}) } : verdict;
  }

  #lost(): void {
    this.#isWelcomed = false;
    this.#parts.meter.lost();
    this.#streams.lost();
  }

  #frame(text: string): void {
    for (const message of readFrame(text)) {
      if (message === 'unreadable') this.#parts.port.count('unreadable');
      else this.#message(message);
    }
  }

  #message(message: ServerMessage): void {
    switch (message.type) {
      case 'event':
      case 'snapshot':
      case 'delta':
        return this.#streams.fact(message);
      case 'subscribed':
        return this.#streams.subscribed(message);
      case 'unsubscribed':
        return this.#streams.unsubscribed(message);
      case 'gap':
        return this.#streams.gap(message);
      case 'live':
        return this.#streams.live(message);
      case 'dropped':
        return this.#streams.dropped(message);
      case 'ping':
        this.#streams.ping(message);
        // At once, and not by a timer: a tab in the background may have none for a minute. A ping of ours is a sign of life too, and measures.
        return this.#ping();
      case 'pong':
        return this.#parts.meter.received(message.echo, message.serverTime);
      default:
        return this.#ofSession(message);
    }
  }

  #ofSession(message: ServerMessage): void {
    const { tokens } = this.#parts;
    switch (message.type) {
      case 'welcome':
        return this.#welcomed(message.heartbeatMs, message.expiresAt);
      case 'authenticated':
        return tokens.accepted(message.expiresAt);
      case 'notice':
        if (message.notice === 'token-expiring') void this.#refresh();
        if (message.notice === 'drain') this.#foretell(1001, 'the gateway goes away', message.retryAfterMs);
        return undefined;
      case 'bye':
        return this.#foretell(message.code, message.reason, message.retryAfterMs);
      case 'error':
        return this.#refused(message);
      default:
        return undefined;
    }
  }

  #welcomed(heartbeatMs: number, expiresAtMs?: number): void {
    if (this.#isWelcomed) return;
    this.#isWelcomed = true;
    this.#parts.tokens.accepted(expiresAtMs);
    this.#connection.expectFrames(heartbeatMs + (this.#options.heartbeatGraceMs ?? 5_000));
    this.#connection.welcomed();
    this.#ping();
    // Other ways end first, so that no reader is fed by two.
    for (const reader of this.#parts.port.welcomed()) this.#streams.add(reader);
    this.#settle();
  }

  #foretell(code: number, reason: string, retryAfterMs?: number): void {
    // A refused token is judged once, when the close comes.
    if (code === 4401) return;
    const verdict = judgeClose({ code, reason });
    this.#connection.foretell(verdict.retry && retryAfterMs !== undefined ? { ...verdict, retryAfterMs } : verdict);
  }

  #refused(message: Extract<ServerMessage, { readonly type: 'error' }>): void {
    const why = gatewayError(message);
    if (message.id === undefined) return;
    if (why.retry) this.#connection.replace({ retry: true, why });
    else this.#streams.refused(message.id, why);
  }

  async #refresh(): Promise<void> {
    try {
      const token = await this.#parts.tokens.renew('expiring');
      this.#connection.send(JSON.stringify({ type: 'authenticate', id: 'token', token }));
    } catch {
      // The session goes on until the token ends; then the close says so, and a token is asked for again.
    }
  }

  #ping(): void {
    this.#connection.send(JSON.stringify({ type: 'ping', echo: this.#parts.meter.sent() }));
  }

  #settle(): void {
    if (!this.#isWelcomed) return;
    if (this.#streams.areLive) this.#connection.caughtUp();
    else this.#connection.fellBehind();
  }
}

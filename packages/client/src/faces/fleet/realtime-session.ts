import { exponentialBackoff } from '../../connection/backoff.ts';
import type { Backoff } from '../../connection/backoff.ts';
import type { ConnectionStatus } from '../../connection/connection-contract.ts';
import type { Ports } from '../../ports.ts';
import type { FaceOptions } from '../face-options.ts';
import { PageConnection } from '../page-connection.ts';
import { isNamed, takeMessage } from '../read-message.ts';
import { FleetStanding } from './fleet-standing.ts';
import type { FleetStatus } from './fleet-standing.ts';
import type { FleetPolicy } from './fleet-policy.ts';
import type { FleetMessage } from './messages.ts';
import { fleetPath } from './page-address.ts';
import type { PollFault, PollPage } from './poll-answer.ts';
import { PollLoop } from './poll-loop.ts';
import { socketlessPorts } from './socketless-ports.ts';

type Told = Extract<FleetMessage, { readonly data: unknown }>;

/** How one session behaves: its token is in `token` or `getToken`. */
export type SessionOptions = FaceOptions & FleetPolicy & { readonly polling?: boolean };

/** What a session works with. */
export interface SessionParts {
  readonly ports: Ports;
  /** Where to begin. */
  readonly cursor: string | undefined;
  readonly tell: (message: Told) => void;
  readonly changed: (status: ConnectionStatus) => void;
}

/** How long a server may be silent, in ms: its pings come every 30 s, and the page gives 10 s for an answer. */
const silentAfterMs = 40_000;

const isFleetMessage = (value: unknown): value is FleetMessage => isNamed(value, 'type');

const fleetMessages = { nameField: 'type', isMessage: isFleetMessage } as const;

/** From `connect` to `disconnect`: a WebSocket that comes back, and polls while none gets through. */
export class RealtimeSession {
  readonly #options: SessionOptions;
  readonly #parts: SessionParts;
  readonly #standing: FleetStanding;
  readonly #page: PageConnection<FleetMessage>;
  readonly #polls: PollLoop;
  #token: string | undefined;
  /** Whether the application holds anything that a fresh start would leave standing. */
  #hasTold = false;
  #isOver = false;

  constructor(url: string, options: SessionOptions, parts: SessionParts) {
    const backoff = exponentialBackoff({ firstDelayMs: options.firstDelayMs, maxDelayMs: options.maxDelayMs });
    this.#options = options;
    this.#parts = parts;
    this.#token = options.token;
    this.#standing = new FleetStanding(parts.ports.clock, parts.tell);
    this.#page = this.#makePage(url, backoff);
    this.#page.cursor = parts.cursor;
    this.#hasTold = parts.cursor !== undefined;
    this.#polls = new PollLoop(options, {
      ports: parts.ports,
      backoff: options.backoff ?? backoff,
      url: this.#page.address,
      account: options.account,
      token: () => options.getToken?.() ?? this.#token,
      since: () => this.#page.cursor,
      page: (page) => this.#polled(page),
      fault: (fault) => this.#pollFailed(fault),
    });
  }

  get cursor(): string | undefined {
    return this.#page.cursor;
  }

  get status(): ConnectionStatus {
    return this.#page.status;
  }

  get fleetStatus(): FleetStatus {
    return this.#standing.status;
  }

  start(): void {
    this.#page.start();
  }

  end(): void {
    this.#isOver = true;
    this.#polls.stop();
    this.#page.stop();
    this.#standing.become('disconnected', this.#standing.status.mode);
  }

  authenticate(token: string): boolean {
    this.#token = token;
    this.#page.retoken(token);
    return this.#page.send({ type: 'auth', data: { token } });
  }

  #makePage(url: string, backoff: Backoff): PageConnection<FleetMessage> {
    const traits = {
      ...fleetMessages,
      path: fleetPath,
      backoff,
      stableAfterMs: 10_000,
      greets: true,
      silentAfterMs,
      probeTimeoutMs: 10_000,
    } as const;
    const { clock } = this.#parts.ports;
    const handlers = {
      heard: (message: FleetMessage) => this.#heard(message),
      probe: () => void this.#page.send({ type: 'ping', timestamp: clock.now() }),
      changed: (status: ConnectionStatus) => {
        this.#changed(status);
        this.#parts.changed(status);
      },
    };
    const ports = socketlessPorts(this.#parts.ports);
    return new PageConnection<FleetMessage>({ url, traits }, this.#options, { ports, handlers });
  }

  #heard(message: FleetMessage): void {
    switch (message.type) {
      case 'ping':
        this.#page.send({ type: 'pong', timestamp: message.timestamp });
        return;
      case 'pong':
        return;
      case 'connection':
        this.#page.welcomed();
        this.#standing.heard(message);
        return;
      default:
        this.#hasTold = true;
        this.#parts.tell(message);
    }
  }

  #changed({ state, attempt }: ConnectionStatus): void {
    if (this.#isOver) return;
    switch (state) {
      case 'preparing':
        // Where it is going to be read from is decided now: what a poll still brought would come twice.
        this.#polls.pause();
        return;
      case 'live':
        this.#polls.stop();
        return;
      case 'waiting':
      case 'offline':
        this.#lost(attempt);
        return;
      case 'failed':
        this.#polls.stop();
        this.#standing.become('error', this.#standing.status.mode);
        return;
      default:
    }
  }

  #lost(attempt: number): void {
    const { connected, mode } = this.#standing.status;
    if (mode === 'ws') this.#standing.become(connected ? 'disconnected' : 'error', 'ws');
    const { polling = true, pollAfterAttempts } = this.#options;
    const neverWorks = this.#parts.ports.sockets === undefined;
    if (polling && (neverWorks || mode === 'polling' || attempt >= pollAfterAttempts)) this.#polls.start();
  }

  #polled(page: PollPage): void {
    const { clock } = this.#parts.ports;
    if (!page.recovered && this.#hasTold) {
      const data = { recovered: false, cursor: page.seq ?? page.cursor };
      this.#parts.tell({ type: 'resume', data, ts: new Date(clock.now()).toISOString() });
    }
    this.#standing.become('connected', 'polling');
    for (const value of page.messages) {
      const read = takeMessage(value, fleetMessages);
      if (read !== undefined) this.#heard(read.message);
    }
    this.#page.cursor = page.seq ?? this.#page.cursor;
  }

  #pollFailed(fault: PollFault): void {
    if (fault.kind === 'absent') {
      this.#standing.become('error', 'ws');
      return;
    }
    if (fault.kind === 'afresh') this.#page.cursor = undefined;
    this.#standing.become('error', 'polling');
    // A token that is refused here is refused there.
    if (fault.kind === 'refused') this.#page.stop();
  }
}

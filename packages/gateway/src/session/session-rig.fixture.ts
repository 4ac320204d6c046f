import { completeEvent, PitwallError } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { FakeClock, FrameReader, probeDialect } from '@pitwall/testkit';
import { defaultDeliveryOptions, Delivery } from '../delivery/delivery.ts';
import type { DeliveryOptions } from '../delivery/delivery.ts';
import type { Admission, Doorkeeper } from '../identity/identity.ts';
import type { EventLog } from '../log/event-log.ts';
import { MemoryLog } from '../log/memory-log.ts';
import { readConnectRequest } from './connect-request.ts';
import { Session } from './session.ts';
import type { SessionObserver, SessionOptions } from './session-contract.ts';
import type { SessionSocket, SocketEnding } from './session-socket.ts';

/** A socket that keeps what it is given until it is told to read. */
export class FakeSocket implements SessionSocket {
  readonly controls: string[] = [];
  readonly endings: SocketEnding[] = [];
  reading = true;
  /** Whether the operating system takes bytes at once. */
  taking = true;
  #unsent = 0;
  readonly #frames = new FrameReader();
  readonly #texts: string[] = [];

  write(frames: Buffer): number {
    for (const frame of this.#frames.take(frames)) this.#texts.push(frame.payload.toString());
    if (!this.taking) this.#unsent += frames.length;
    return this.#unsent;
  }

  unsentBytes(): number {
    return this.#unsent;
  }

  control(frame: 'ping' | 'pong'): void {
    this.controls.push(frame);
    if (!this.taking) this.#unsent += 2;
  }

  setReading(reading: boolean): void {
    this.reading = reading;
  }

  end(ending: SocketEnding): void {
    this.endings.push(ending);
  }

  /** Everything unsent is taken, as when a slow peer reads again. */
  take(session: Session): void {
    this.taking = true;
    this.#unsent = 0;
    session.onDrained();
  }

  /** What is unsent is taken, and nothing of what is written next: a peer that reads slowly. */
  takeUnsent(session: Session): void {
    this.taking = false;
    this.#unsent = 0;
    session.onDrained();
  }

  /** Messages that came since the last call. */
  read(): Record<string, unknown>[] {
    return this.#texts.splice(0).map((text) => JSON.parse(text) as Record<string, unknown>);
  }
}

/** Options that tests can reach within their time. */
export const limits: SessionOptions = {
  inboundMessages: 200,
  inboundWindowMs: 2_000,
  inboundPatienceMs: 10_000,
  maxUnreadableFrames: 20,
  unreadableWindowMs: 60_000,
  maxLagMs: 30_000,
  highWaterBytes: 4_096,
  closeTimeoutMs: 5_000,
  maxTopicsPerSession: 10,
  maxStreamsPerSession: 3,
  maxTopicsPerStream: 8,
  maxInboundFrameBytes: 65_536,
  retryAfterMs: 5_000,
  expiryWarningMs: 30_000,
  expiryGraceMs: 25_000,
};

/** Takes no new token but the one that a test gives it. */
export class OneTokenDoorkeeper implements Pick<Doorkeeper, 'renew'> {
  token = '';
  grants: Admission = { accounts: [] };

  renew(token: string): Promise<Admission> {
    if (token === this.token) return Promise.resolve(this.grants);
    return Promise.reject(new PitwallError('INVALID_TOKEN', 'The token is not good'));
  }
}

/** A gateway without network: a log, delivery, and sessions on fake sockets. */
export class SessionRig {
  readonly clock = new FakeClock();
  readonly log: EventLog;
  readonly delivery: Delivery;
  /** Knows one new token. */
  readonly doorkeeper = new OneTokenDoorkeeper();
  readonly counts: Record<string, number> = {};

  constructor(
    changes: Partial<DeliveryOptions> = {},
    logOf: (clock: FakeClock) => EventLog = () => new MemoryLog({ epoch: 'e1', maxEvents: 2_000 }),
  ) {
    this.log = logOf(this.clock);
    this.delivery = new Delivery(
      { ...defaultDeliveryOptions, highWaterBytes: limits.highWaterBytes, ...changes },
      { clock: this.clock, log: this.log },
    );
    this.log.follow((events) => this.delivery.commit(events));
  }

  connect(
    query = '',
    dialect: Dialect = probeDialect,
    admission: Admission = { accounts: ['demo'] },
  ): { session: Session; socket: FakeSocket; ask: (message: unknown) => void } {
    const { session, socket } = this.#create(query, dialect, admission);
    session.open();
    return { session, socket, ask: (message) => session.onMessage(JSON.stringify(message)) };
  }

  /** A connection that was not let in. */
  refuse(error: PitwallError, dialect: Dialect = probeDialect): { session: Session; socket: FakeSocket } {
    const refused = this.#create('', dialect, { accounts: [] });
    refused.session.refuse(error);
    return refused;
  }

  #create(query: string, dialect: Dialect, admission: Admission): { session: Session; socket: FakeSocket } {
    const socket = new FakeSocket();
    const request = readConnectRequest(new URLSearchParams(query), {
      dialect,
      listener: 'main',
      remoteAddress: '127.0.0.1',
    });
    const observer: SessionObserver = {
      moved: () => undefined,
      inbound: (what) => (this.counts[what] = (this.counts[what] ?? 0) + 1),
      closing: () => undefined,
    };
    const { clock, delivery, doorkeeper } = this;
    const parts = { id: 'ws-1', version: '1.2.3', clock, delivery, doorkeeper, socket, observer };
    return { session: new Session(limits, parts, { request, admission }), socket };
  }

  /** Publishes and lets everything that becomes due at once happen. */
  async publish(...drafts: EventDraft[]): Promise<void> {
    await this.append(...drafts);
    this.clock.endTurns();
  }

  /** Publishes without ending the turn. */
  async append(...drafts: EventDraft[]): Promise<void> {
    const receivedAt = this.clock.now();
    await this.log.append(
      drafts.map((draft) => ({
        ...completeEvent(draft, { account: draft.account ?? 'demo', source: 'test', receivedAt }),
        receivedAt,
        publisher: 'test',
      })),
    );
  }
}

/** A position that is opened, changed or closed. */
export const positionDraft = (action: string, size: number): EventDraft => ({
  kind: 'position',
  data: { action, symbol: 'BTC', side: 'long', size },
});

/** The types of messages, in order. */
export const typesOf = (messages: readonly Record<string, unknown>[]): unknown[] =>
  messages.map((message) => message['type']);

/** An update that is always said. */
export const tradeDraft: EventDraft = {
  kind: 'trade',
  data: { tradeId: 't1', symbol: 'BTC', side: 'buy', status: 'filled' },
};

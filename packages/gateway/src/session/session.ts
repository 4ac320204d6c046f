import { closeCodes } from '@pitwall/model';
import type { CloseName, PitwallError } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { Admission } from '../identity/identity.ts';
import type { ConnectRequest } from './connect-request.ts';
import { Conversation } from './conversation.ts';
import { createHearer } from './create-hearer.ts';
import { Ending } from './ending.ts';
import type { EndingPort } from './ending.ts';
import type { Hearer } from './hearer.ts';
import { Heartbeat } from './heartbeat.ts';
import { InboundGate } from './inbound-gate.ts';
import { LagWatch } from './lag-watch.ts';
import { Outlet } from './outlet.ts';
import { refusalOf } from './refusal.ts';
import type { SessionOptions, SessionParts } from './session-contract.ts';
import { sessionFacts } from './session-facts.ts';
import { sessionTable } from './session-table.ts';
import type { SessionInput, SessionState } from './session-table.ts';
import { Talk } from './talk.ts';
import { TokenLife } from './token-life.ts';
import type { TokenLifePort } from './token-life.ts';

/**
 * One client's connection from greeting to close. It holds the parts together: what the client asks is the
 * conversation's, where the reader stands is the seat's, what goes out is the outlet's.
 */
export class Session {
  readonly id: string;
  readonly dialect: Dialect;
  readonly request: ConnectRequest;
  readonly #options: SessionOptions;
  readonly #parts: SessionParts;
  readonly #outlet: Outlet;
  readonly #talk: Talk;
  readonly #gate: InboundGate;
  readonly #conversation: Conversation;
  readonly #heartbeat: Heartbeat;
  readonly #lag: LagWatch;
  readonly #hearer: Hearer;
  readonly #tokenLife: TokenLife;
  readonly #ending: Ending;
  readonly #openedAtMs: number;
  #state: SessionState = 'greeting';

  constructor(options: SessionOptions, parts: SessionParts, watch: { request: ConnectRequest; admission: Admission }) {
    const { clock } = parts;
    const { dialect } = watch.request;
    this.id = parts.id;
    this.dialect = dialect;
    this.request = watch.request;
    this.#options = options;
    this.#parts = parts;
    this.#openedAtMs = clock.monotonicMs();
    this.#outlet = new Outlet(
      parts.socket,
      { asArrays: watch.request.batch, highWaterBytes: options.highWaterBytes },
      { undrained: () => this.#lag.start() },
    );
    this.#lag = new LagWatch(options.maxLagMs, { clock, output: this.#outlet, tooSlow: () => this.#tooSlow() });
    this.#talk = new Talk({ dialect, outlet: this.#outlet, clock });
    this.#gate = new InboundGate(options, clock);
    this.#hearer = this.#createHearer(watch.admission);
    this.#conversation = this.#createConversation();
    this.#heartbeat = this.#createHeartbeat();
    this.#tokenLife = this.#createTokenLife(watch.admission);
    this.#ending = this.#createEnding();
    parts.observer.moved(undefined, 'greeting');
  }

  get state(): SessionState {
    return this.#state;
  }

  /** By what it is let in. */
  get admission(): Admission {
    return this.#tokenLife.admission;
  }

  /** Bytes written and not yet taken by the operating system. */
  unsentBytes(): number {
    return this.#outlet.unsentBytes();
  }

  /** Greets the client and starts what its dialect and URL say it hears. */
  open(): void {
    this.#welcome();
    this.#move('greeted');
    const refusal = this.#hearer.begin();
    if (refusal === undefined) this.#tokenLife.start();
    else this.close('POLICY', refusal);
  }

  /** Refuses a client: nothing was registered for it (ruling 10). */
  refuse(error: PitwallError): void {
    const { close, problem, detail } = refusalOf(error);
    this.#ending.refuse(close, problem, detail);
  }

  /** A data frame came in; `undefined` stands for a binary one. */
  onMessage(payload: string | undefined): void {
    this.#heartbeat.alive();
    if (!this.#isOver()) this.#conversation.take(payload);
  }

  /** A control ping came in. */
  onPing(payload: Buffer): void {
    this.#heartbeat.alive();
    this.#countControl();
    if (!this.#isOver()) this.#outlet.pong(payload);
  }

  /** A control pong came in. */
  onPong(): void {
    this.#heartbeat.alive();
    this.#countControl();
  }

  /** All output was taken by the operating system. */
  onDrained(): void {
    this.#lag.stop();
    this.#heartbeat.drained();
    this.#hearer.drained();
  }

  /** The socket is gone. */
  onGone(): void {
    this.#hearer.leave();
    this.#lag.stop();
    this.#gate.stop();
    this.#heartbeat.stop();
    this.#tokenLife.stop();
    this.#move('gone');
  }

  /** Tells the client that the gateway goes away, where its dialect has words for it. */
  announceDrain(): void {
    this.#announce('shutdown');
  }

  /** Ends the session for a drain, after its pending batch, in the way its dialect's clients come back from. */
  drain(): void {
    this.#ending.drain();
  }

  /** Ends the session with a close frame after its pending batch. */
  close(name: CloseName, detail?: string): void {
    this.#ending.close(name, detail);
  }

  /** Cuts the connection off. */
  cut(): void {
    this.#ending.cut();
  }

  /** Only the close is still awaited. */
  #ended(): void {
    this.#heartbeat.stop();
    this.#lag.stop();
    this.#tokenLife.stop();
    this.#move('ended');
  }

  #announce(why: 'shutdown' | 'session-refresh'): void {
    if (this.#isOver()) return;
    const { retryAfterMs } = this.#options;
    const { expiresAtMs } = this.admission.identity ?? {};
    const end = why === 'shutdown' || expiresAtMs === undefined ? {} : { expiresAtMs };
    this.#talk.say({ say: 'leaving', why, retryAfterMs, nowMs: this.#parts.clock.now(), ...end });
  }

  #welcome(): void {
    const { clock } = this.#parts;
    const hasStreams = this.dialect.traits.subscription.start === 'streams';
    const session = hasStreams ? { session: sessionFacts(this.#options, this.#parts, this.admission) } : {};
    this.#talk.say({ say: 'welcome', connectionId: this.id, nowMs: clock.now(), ...session });
  }

  #authenticate(token: string, requestId: string | undefined): void {
    if (this.admission.identity === undefined) {
      const detail = 'this session was let in without a token: connect with one to be somebody';
      this.#talk.error('unknown-command', detail, requestId);
    } else this.#tokenLife.renew(token, requestId);
  }

  #readerFailed(error: PitwallError): void {
    if (error.code === 'CURSOR_EXPIRED') this.#tooSlow();
    else {
      this.#talk.lastError('internal', closeCodes.INTERNAL.reason);
      this.close('INTERNAL');
    }
  }

  #tooSlow(): void {
    if (this.#isOver()) return;
    this.#talk.lastError('too-slow', closeCodes.TOO_SLOW.reason);
    this.close('TOO_SLOW');
  }

  #ping(): void {
    const { clock } = this.#parts;
    const connectedForMs = clock.monotonicMs() - this.#openedAtMs;
    if (this.dialect.traits.heartbeat.jsonPing) {
      // First, because it writes what has gathered.
      const positions = this.#hearer.positions();
      const standing = positions.length === 0 ? {} : { positions };
      this.#talk.say({ say: 'ping', nowMs: clock.now(), connectedForMs, ...standing });
    }
    this.#outlet.ping();
  }

  #countControl(): void {
    const { socket } = this.#parts;
    this.#gate.control({ pause: () => socket.setReading(false), resume: () => socket.setReading(true) });
  }

  #createConversation(): Conversation {
    return new Conversation(this.#options, {
      clock: this.#parts.clock,
      dialect: this.dialect,
      gate: this.#gate,
      talk: this.#talk,
      hearer: this.#hearer,
      port: {
        close: (name, reason) => this.close(name, reason),
        authenticate: (token, requestId) => this.#authenticate(token, requestId),
        counted: (what) => this.#parts.observer.inbound(what),
      },
    });
  }

  #createHearer(admission: Admission): Hearer {
    const { clock, delivery, observer } = this.#parts;
    const port = {
      move: (input: SessionInput) => this.#move(input),
      undrained: () => this.#lag.start(),
      failed: (error: PitwallError) => this.#readerFailed(error),
      counted: (what: 'too-many-topics' | 'too-many-streams') => observer.inbound(what),
    };
    const parts = { clock, delivery, request: this.request, outlet: this.#outlet, talk: this.#talk, port };
    return createHearer(this.#options, parts, admission);
  }

  #createHeartbeat(): Heartbeat {
    return new Heartbeat(this.dialect.traits.heartbeat, {
      clock: this.#parts.clock,
      port: {
        ping: () => this.#ping(),
        unsentBytes: () => this.#outlet.unsentBytes(),
        silent: () => this.close('NO_PONG'),
        undrained: () => this.#lag.start(),
      },
    });
  }

  #createTokenLife(admission: Admission): TokenLife {
    const { clock, doorkeeper } = this.#parts;
    const port: TokenLifePort = {
      warn: () => this.#announce('session-refresh'),
      renewed: ({ expiresAtMs }, requestId) => {
        const request = requestId === undefined ? {} : { requestId };
        this.#talk.say({ say: 'authenticated', expiresAtMs, nowMs: clock.now(), ...request });
      },
      refused: (error, requestId) => {
        const { problem, detail } = refusalOf(error);
        this.#talk.error(problem, detail, requestId);
      },
      expired: () => this.close('SESSION_EXPIRED'),
    };
    return new TokenLife(this.#options, { clock, doorkeeper, port }, admission);
  }

  #createEnding(): Ending {
    const { clock, observer } = this.#parts;
    const port: EndingPort = {
      isOver: () => this.#isOver(),
      isClosed: () => this.#state === 'closed',
      leave: () => this.#hearer.leave(),
      ended: () => this.#ended(),
    };
    const { dialect } = this;
    return new Ending(this.#options, { dialect, clock, outlet: this.#outlet, talk: this.#talk, observer, port });
  }

  #move(input: SessionInput): void {
    const from = this.#state;
    this.#state = sessionTable[from][input];
    if (this.#state !== from) this.#parts.observer.moved(from, this.#state);
  }

  #isOver(): boolean {
    return this.#state === 'draining' || this.#state === 'closed';
  }
}

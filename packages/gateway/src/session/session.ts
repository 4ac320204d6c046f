import { closeCodes, formatCursor } from '@pitwall/model';
import type { CloseName, PitwallError } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { HeldVersions } from '../delivery/held-versions.ts';
import { Seat } from '../delivery/seat.ts';
import type { ConnectRequest } from './connect-request.ts';
import { Conversation } from './conversation.ts';
import { Heartbeat } from './heartbeat.ts';
import { InboundGate } from './inbound-gate.ts';
import { LagWatch } from './lag-watch.ts';
import { Outlet } from './outlet.ts';
import type { SessionOptions, SessionParts } from './session-contract.ts';
import { resumptionFrom } from './resumption.ts';
import { sessionTable } from './session-table.ts';
import type { SessionInput, SessionState } from './session-table.ts';
import { Subscription } from './subscription.ts';
import { Talk } from './talk.ts';
import { stillHeard, TopicPast } from './topic-past.ts';

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
  readonly #seat: Seat;
  readonly #subscription: Subscription;
  readonly #past: TopicPast;
  readonly #openedAtMs: number;
  /** Whether what it missed was its own slowness, so that it is told. */
  #fellBehind = false;
  #state: SessionState = 'greeting';

  constructor(
    options: SessionOptions,
    parts: SessionParts,
    watch: { request: ConnectRequest; accounts: readonly string[] | '*' },
  ) {
    const { clock } = parts;
    const { dialect } = watch.request;
    this.id = parts.id;
    this.dialect = dialect;
    this.request = watch.request;
    this.#options = options;
    this.#parts = parts;
    this.#openedAtMs = clock.monotonicMs();
    this.#past = new TopicPast(dialect);
    this.#subscription = new Subscription(watch.request, {
      accounts: watch.accounts,
      maxTopics: options.maxTopicsPerSession,
    });
    this.#outlet = new Outlet(
      parts.socket,
      { asArrays: watch.request.batch, highWaterBytes: options.highWaterBytes },
      { undrained: () => this.#lag.start() },
    );
    this.#lag = new LagWatch(options.maxLagMs, { clock, output: this.#outlet, tooSlow: () => this.#tooSlow() });
    this.#talk = new Talk({ dialect, outlet: this.#outlet, clock });
    this.#gate = new InboundGate(options, clock);
    this.#conversation = this.#createConversation();
    this.#seat = this.#createSeat();
    this.#heartbeat = this.#createHeartbeat();
    parts.observer.moved(undefined, 'greeting');
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Bytes written and not yet taken by the operating system. */
  unsentBytes(): number {
    return this.#outlet.unsentBytes();
  }

  /** Greets the client and starts what its dialect and URL say it hears. */
  open(): void {
    this.#talk.say({ say: 'welcome', connectionId: this.id, nowMs: this.#parts.clock.now() });
    this.#move('greeted');
    if (this.request.resume) this.#sayResumed();
    const refusal = this.#subscription.refusalAtConnect();
    if (refusal !== undefined) this.close('POLICY', refusal);
    else if (this.#subscription.topics.size > 0) this.#hear([...this.#subscription.topics]);
  }

  /** Refuses a client in words that reach browsers: nothing was registered for it (ruling 10). */
  refuse(name: CloseName, detail: string, problem: 'unauthenticated' | 'session-expired' | 'internal'): void {
    this.#talk.error(problem, detail);
    this.close(name, detail);
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
    this.#seat.drained();
  }

  /** The socket is gone. */
  onGone(): void {
    this.#seat.leave();
    this.#lag.stop();
    this.#gate.stop();
    this.#heartbeat.stop();
    this.#move('gone');
  }

  /** Tells the client that the gateway goes away, where its dialect has words for it. */
  announceDrain(retryAfterMs: number): void {
    if (this.#isOver()) return;
    this.#talk.say({ say: 'leaving', why: 'shutdown', retryAfterMs, nowMs: this.#parts.clock.now() });
  }

  /** Ends the session for a drain, after its pending batch, in the way its dialect's clients come back from. */
  drain(): void {
    if (this.dialect.traits.drain === 'close') {
      this.close('GOING_AWAY');
    } else if (!this.#isOver()) {
      this.#seat.leave();
      this.#parts.observer.closing('GOING_AWAY');
      this.#outlet.end({ how: 'fin' });
      this.#ended();
    }
  }

  /** Ends the session with a close frame after its pending batch. */
  close(name: CloseName, reason: string = closeCodes[name].reason): void {
    if (this.#isOver()) return;
    // Leaving flushes the audience, so what was pending goes before the close.
    this.#seat.leave();
    this.#talk.lastWords({ say: 'closing', close: name, detail: reason, nowMs: this.#parts.clock.now() });
    this.#parts.observer.closing(name);
    this.#outlet.end({ how: 'close', code: closeCodes[name].code, reason });
    this.#ended();
  }

  /** Cuts the connection off. */
  cut(): void {
    this.#seat.leave();
    this.#outlet.end({ how: 'cut' });
    this.#ended();
  }

  /** Only the close is still awaited, and a peer that does not answer it must not hold its socket. */
  #ended(): void {
    this.#heartbeat.stop();
    this.#lag.stop();
    this.#move('ended');
    this.#parts.clock.after(this.#options.closeTimeoutMs, () => {
      if (this.#state !== 'closed') this.#outlet.end({ how: 'cut' });
    });
  }

  #turn(added: readonly string[], removed: readonly string[]): void {
    this.#past.end(removed);
    if (this.#subscription.topics.size > 0) {
      this.#hear(added);
    } else {
      this.#seat.leave();
      this.#move('unheard');
    }
  }

  /** Turns to the present hearing from wherever the reader stands. */
  #hear(added: readonly string[]): void {
    const { clock, delivery } = this.#parts;
    const from = this.#seat.leave();
    const { afterSeq, histories } = this.#past.begin(added, { headSeq: delivery.headSeq, nowMs: clock.now() });
    this.#fellBehind = false;
    this.#move('heard');
    this.#seat.enter({
      hearing: this.#subscription.hearing(),
      afterSeq: afterSeq ?? from.cursorSeq,
      held: afterSeq === undefined ? from.held : HeldVersions.none(),
      histories: [...stillHeard(from.histories, this.#subscription.topics), ...histories],
    });
  }

  #readerCaughtUp(passedOver: { conflated: number; dropped: number }): string | undefined {
    this.#move('caught-up');
    if (!this.#fellBehind) return undefined;
    this.#fellBehind = false;
    const message = this.dialect.encodeReply({ say: 'caught-up', ...passedOver, nowMs: this.#parts.clock.now() });
    return message === undefined ? undefined : JSON.stringify(message);
  }

  #readerFailed(error: PitwallError): void {
    if (error.code === 'CURSOR_EXPIRED') this.#tooSlow();
    else this.refuse('INTERNAL', closeCodes.INTERNAL.reason, 'internal');
  }

  #tooSlow(): void {
    if (this.#isOver()) return;
    this.#talk.lastError('too-slow', closeCodes.TOO_SLOW.reason);
    this.close('TOO_SLOW');
  }

  /** Answers honestly whether the cursor in the URL can be honoured (ruling 6). */
  #sayResumed(): void {
    const { clock, delivery } = this.#parts;
    const resumption = resumptionFrom(this.request.since, this.#subscription.hearing(), delivery);
    if (resumption.recovered) this.#past.resumeAfter(resumption.cursor.seq);
    const { recovered } = resumption;
    this.#talk.say({ say: 'resumed', recovered, cursor: formatCursor(resumption.cursor), nowMs: clock.now() });
  }

  #ping(): void {
    const { clock } = this.#parts;
    const connectedForMs = clock.monotonicMs() - this.#openedAtMs;
    if (this.dialect.traits.heartbeat.jsonPing) this.#talk.say({ say: 'ping', nowMs: clock.now(), connectedForMs });
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
      subscription: this.#subscription,
      port: {
        hear: (added, removed) => this.#turn(added, removed),
        close: (name, reason) => this.close(name, reason),
        counted: (what) => this.#parts.observer.inbound(what),
      },
    });
  }

  #createSeat(): Seat {
    return new Seat(this.#parts.delivery, {
      output: this.#outlet,
      fellBehind: () => {
        this.#fellBehind = true;
        this.#lag.start();
        this.#move('fell-behind');
      },
      caughtUp: (passedOver) => this.#readerCaughtUp(passedOver),
      failed: (error) => this.#readerFailed(error),
    });
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

  #move(input: SessionInput): void {
    const from = this.#state;
    this.#state = sessionTable[from][input];
    if (this.#state !== from) this.#parts.observer.moved(from, this.#state);
  }

  #isOver(): boolean {
    return this.#state === 'draining' || this.#state === 'closed';
  }
}

import { sharedAccount } from '@pitwall/model';
import type { Reply, StreamPosition, StreamWish } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { asStream } from '../delivery/hearing.ts';
import { compressionOf } from './compression-of.ts';
import type { ConnectRequest } from './connect-request.ts';
import type { Hearer, HearerPort, HearingCommand } from './hearer.ts';
import type { Outlet } from './outlet.ts';
import { SessionStream } from './session-stream.ts';
import type { StreamOpening } from './session-stream.ts';
import type { Talk } from './talk.ts';

/** Bounds of a session's streams. */
export interface StreamLimits {
  /** Streams open at a time. @default 16 */
  readonly maxStreamsPerSession: number;
  /** Topics one stream may hear. @default 2,000 */
  readonly maxTopicsPerStream: number;
}

/** What streams work with. */
export interface StreamsParts {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly request: ConnectRequest;
  /** What of the gateway the session may see. */
  readonly accounts: readonly string[] | '*';
  readonly outlet: Outlet;
  readonly talk: Talk;
  readonly port: HearerPort;
}

type Refused = Pick<Reply & { say: 'stream-refused' }, 'why' | 'detail'>;

/** The streams of one session. They share its output, and its life: it is live when all of them are. */
export class Streams implements Hearer {
  readonly #limits: StreamLimits;
  readonly #parts: StreamsParts;
  readonly #open = new Map<string, SessionStream>();

  constructor(limits: StreamLimits, parts: StreamsParts) {
    this.#limits = limits;
    this.#parts = parts;
  }

  /** Nothing is heard before it is asked for. */
  begin(): undefined {
    return undefined;
  }

  obey(command: HearingCommand): void {
    if (command.do === 'open-stream') this.#openStream(command.wish, command.requestId);
    else if (command.do === 'close-stream') this.#closeStream(command.stream, command.requestId);
    else this.#parts.talk.error('unknown-command', 'there are only streams here: open one', command.requestId);
  }

  drained(): void {
    const [first] = this.#open.values();
    if (first === undefined) return;
    // A page in flight belongs to one stream: whoever was first is last now, so that none waits for ever.
    this.#open.delete(first.name);
    this.#open.set(first.name, first);
    for (const stream of this.#open.values()) stream.proceed();
  }

  leave(): void {
    for (const stream of this.#open.values()) stream.leave();
    this.#open.clear();
  }

  positions(): readonly StreamPosition[] {
    return [...this.#open.values()].flatMap((stream) => stream.position() ?? []);
  }

  #openStream(wish: StreamWish, requestId: string | undefined): void {
    const { outlet, port } = this.#parts;
    const opening = this.#openingOf(wish, requestId);
    const refused = this.#refusalOf(opening);
    if (refused !== undefined) {
      this.#refuse(refused, requestId);
      return;
    }
    const stream = this.#createStream(opening);
    this.#open.set(stream.name, stream);
    port.move('heard');
    // A client that does not read is answered when it does: its stream waits as one of the few that it may have.
    if (!outlet.isFull()) stream.proceed();
  }

  #closeStream(name: string, requestId: string | undefined): void {
    const { port } = this.#parts;
    const stream = this.#open.get(name);
    if (stream === undefined) {
      this.#refuse({ why: 'unknown-stream', detail: `there is no stream ${shown(name)} here` }, requestId);
      return;
    }
    stream.close(requestId);
    this.#open.delete(name);
    if (this.#open.size === 0) port.move('unheard');
    else this.#settle();
  }

  #createStream(opening: StreamOpening): SessionStream {
    const { clock, delivery, outlet, port, request, talk } = this.#parts;
    return new SessionStream(opening, {
      clock,
      delivery,
      dialect: request.dialect,
      outlet,
      talk,
      port: {
        caughtUp: () => this.#settle(),
        fellBehind: () => {
          port.undrained();
          port.move('fell-behind');
        },
        failed: (error) => port.failed(error),
      },
    });
  }

  /** The session has everything when all of its streams have. */
  #settle(): void {
    const isLive = [...this.#open.values()].every((stream) => stream.isLive);
    this.#parts.port.move(isLive ? 'caught-up' : 'heard');
  }

  #openingOf(wish: StreamWish, requestId: string | undefined): StreamOpening {
    const { dialect, compression } = this.#parts.request;
    const accounts = this.#accountsOf(wish);
    const hearing = asStream({
      dialect,
      accounts,
      topics: new Set(wish.topics),
      // Who holds nothing cannot be told what changed.
      delta: wish.delta && wish.snapshot,
      batch: wish.batch,
      cursor: false,
      namesAccount: false,
      compression: compressionOf(compression, { accounts, batch: wish.batch }),
      ...(wish.minIntervalMs === undefined ? {} : { minIntervalMs: wish.minIntervalMs }),
    });
    return { wish, hearing, requestId };
  }

  /** Shared kinds belong to no account: they are heard in any case. */
  #accountsOf({ accounts }: StreamWish): readonly string[] | '*' {
    if (accounts === undefined) return this.#parts.accounts;
    return [...new Set(accounts)].filter((account) => account !== sharedAccount);
  }

  #refusalOf({ hearing, wish }: StreamOpening): Refused | undefined {
    const { maxStreamsPerSession, maxTopicsPerStream } = this.#limits;
    const foreign = this.#foreignOf(hearing.accounts);
    if (foreign !== undefined) {
      return { why: 'forbidden-account', detail: `this connection may not see the account ${shown(foreign)}` };
    }
    if (new Set(wish.topics).size > maxTopicsPerStream) {
      return { why: 'too-many-topics', detail: `at most ${maxTopicsPerStream} topics a stream` };
    }
    if (this.#open.has(hearing.stream)) {
      return { why: 'same-stream', detail: `the same is heard as stream ${shown(hearing.stream)} already` };
    }
    if (this.#open.size < maxStreamsPerSession) return undefined;
    return { why: 'too-many-streams', detail: `at most ${maxStreamsPerSession} streams a connection` };
  }

  #foreignOf(wished: readonly string[] | '*'): string | undefined {
    const { accounts } = this.#parts;
    if (accounts === '*' || wished === '*') return undefined;
    return wished.find((account) => !accounts.includes(account));
  }

  #refuse(refused: Refused, requestId: string | undefined): void {
    const { clock, port, talk } = this.#parts;
    if (refused.why === 'too-many-streams' || refused.why === 'too-many-topics') port.counted(refused.why);
    talk.say({
      say: 'stream-refused',
      ...refused,
      nowMs: clock.now(),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
}

/** A client's own word in an answer. */
const shown = (word: string): string => JSON.stringify(word.slice(0, 80));

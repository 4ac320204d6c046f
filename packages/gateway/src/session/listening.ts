import { formatCursor } from '@pitwall/model';
import type { PitwallError } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { HeldVersions } from '../delivery/held-versions.ts';
import { Seat } from '../delivery/seat.ts';
import type { ConnectRequest } from './connect-request.ts';
import type { Outlet } from './outlet.ts';
import { resumptionFrom } from './resumption.ts';
import type { SessionInput } from './session-table.ts';
import type { Subscription } from './subscription.ts';
import type { Talk } from './talk.ts';
import { stillHeard, TopicPast } from './topic-past.ts';

/** What listening asks of its session. */
export interface ListeningPort {
  move(input: SessionInput & ('heard' | 'unheard' | 'caught-up' | 'fell-behind')): void;
  /** Bytes stay unsent: the slow-reader rule takes over. */
  undrained(): void;
  /** The reader cannot be brought to the present. */
  failed(error: PitwallError): void;
}

/** What listening works with. */
export interface ListeningParts {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly request: ConnectRequest;
  readonly subscription: Subscription;
  readonly outlet: Outlet;
  readonly talk: Talk;
  readonly port: ListeningPort;
}

/** What a session hears, and from where: it turns with the topics, and takes up where a cursor says. */
export class Listening {
  readonly #parts: ListeningParts;
  readonly #seat: Seat;
  readonly #past: TopicPast;
  /** Whether what it missed was its own slowness, so that it is told. */
  #fellBehind = false;

  constructor(parts: ListeningParts) {
    const { delivery, outlet, port, request } = parts;
    this.#parts = parts;
    this.#past = new TopicPast(request.dialect);
    this.#seat = new Seat(delivery, {
      output: outlet,
      fellBehind: () => {
        this.#fellBehind = true;
        port.undrained();
        port.move('fell-behind');
      },
      caughtUp: (passedOver) => this.#caughtUp(passedOver),
      failed: (error) => port.failed(error),
    });
  }

  /** Hears what the URL and the dialect say from the start. */
  begin(): void {
    const { topics } = this.#parts.subscription;
    if (topics.size > 0) this.#hear([...topics]);
  }

  /** Answers honestly whether the cursor in the URL can be honoured (ruling 6). */
  sayResumed(): void {
    const { clock, delivery, request, subscription, talk } = this.#parts;
    const { recovered, cursor } = resumptionFrom(request.since, subscription.hearing(), delivery);
    if (recovered) this.#past.resumeAfter(cursor.seq);
    talk.say({ say: 'resumed', recovered, cursor: formatCursor(cursor), nowMs: clock.now() });
  }

  /** The topics changed: some are new, some are gone. */
  turn(added: readonly string[], removed: readonly string[]): void {
    this.#past.end(removed);
    if (this.#parts.subscription.topics.size > 0) {
      this.#hear(added);
    } else {
      this.leave();
      this.#parts.port.move('unheard');
    }
  }

  /** All output was taken by the operating system. */
  drained(): void {
    this.#seat.drained();
  }

  /** Leaves the audience, which sends what was pending first. */
  leave(): void {
    this.#seat.leave();
  }

  /** Turns to the present hearing from wherever the reader stands. */
  #hear(added: readonly string[]): void {
    const { clock, delivery, port, subscription } = this.#parts;
    const from = this.#seat.leave();
    const { afterSeq, histories } = this.#past.begin(added, { headSeq: delivery.headSeq, nowMs: clock.now() });
    const keepsUp = afterSeq === undefined && !this.#fellBehind;
    this.#fellBehind = false;
    port.move('heard');
    this.#seat.enter({
      hearing: subscription.hearing(),
      afterSeq: afterSeq ?? from.cursorSeq,
      held: afterSeq === undefined ? from.held : HeldVersions.none(),
      histories: [...stillHeard(from.histories, subscription.topics), ...histories],
      keepsUp,
    });
  }

  #caughtUp(passedOver: { conflated: number; dropped: number }): string | undefined {
    const { clock, port, request } = this.#parts;
    port.move('caught-up');
    if (!this.#fellBehind && passedOver.dropped === 0) return undefined;
    this.#fellBehind = false;
    const message = request.dialect.encodeReply({ say: 'caught-up', ...passedOver, nowMs: clock.now() });
    return message === undefined ? undefined : JSON.stringify(message);
  }
}

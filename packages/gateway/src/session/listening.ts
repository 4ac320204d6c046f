import { formatCursor } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { HeldVersions } from '../delivery/held-versions.ts';
import { Seat } from '../delivery/seat.ts';
import type { ConnectRequest } from './connect-request.ts';
import type { Hearer, HearerPort, HearingCommand } from './hearer.ts';
import type { Outlet } from './outlet.ts';
import { resumptionFrom } from './resumption.ts';
import type { Subscription } from './subscription.ts';
import type { Talk } from './talk.ts';
import { stillHeard, TopicPast } from './topic-past.ts';

/** What listening works with. */
export interface ListeningParts {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly request: ConnectRequest;
  readonly subscription: Subscription;
  readonly outlet: Outlet;
  readonly talk: Talk;
  readonly port: HearerPort;
}

/** What a session hears, and from where: it turns with the topics, and takes up where a cursor says. */
export class Listening implements Hearer {
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

  begin(): string | undefined {
    const { request, subscription, talk } = this.#parts;
    if (request.resume) this.#sayResumed();
    const refusal = subscription.refusalAtConnect();
    if (refusal !== undefined) talk.lastError('unknown-topic', refusal);
    else if (subscription.topics.size > 0) this.#hear([...subscription.topics]);
    return refusal;
  }

  obey(command: HearingCommand): void {
    if (command.do === 'subscribe') this.#subscribe(command);
    else if (command.do === 'unsubscribe') this.#unsubscribe(command);
    else this.#parts.talk.error('unknown-command', 'there are no streams here: subscribe to topics', command.requestId);
  }

  drained(): void {
    this.#seat.drained();
  }

  leave(): void {
    this.#seat.leave();
  }

  positions(): readonly [] {
    return noStreams;
  }

  #subscribe(command: HearingCommand & { do: 'subscribe' }): void {
    const { talk, subscription, port } = this.#parts;
    const { requestId } = command;
    const added = subscription.add(command.topics);
    if (added === undefined) {
      port.counted('too-many-topics');
      talk.error('unknown-topic', `at most ${subscription.maxTopics} topics a session`, requestId);
      return;
    }
    if (command.topics.length > 0) talk.topics('subscribed', command.topics, requestId);
    this.#refuse(command.unknownTopics, requestId);
    if (added.length > 0) this.#turn(added, []);
  }

  #unsubscribe(command: HearingCommand & { do: 'unsubscribe' }): void {
    const { talk, subscription } = this.#parts;
    const removed = subscription.remove(command.topics);
    if (removed.length > 0) this.#turn([], removed);
    if (command.topics.length > 0) talk.topics('unsubscribed', command.topics, command.requestId);
    this.#refuse(command.unknownTopics, command.requestId);
  }

  #refuse(unknownTopics: readonly string[], requestId: string | undefined): void {
    if (unknownTopics.length === 0) return;
    const { topics } = this.#parts.request.dialect.traits.subscription;
    const detail = `there is no ${unknownTopics.join(', ')}; there are ${topics.join(', ')}`;
    this.#parts.talk.error('unknown-topic', detail, requestId);
  }

  /** Answers honestly whether the cursor in the URL can be honoured (ruling 6). */
  #sayResumed(): void {
    const { clock, delivery, request, subscription, talk } = this.#parts;
    const { recovered, cursor } = resumptionFrom(request.since, subscription.hearing(), delivery);
    if (recovered) this.#past.resumeAfter(cursor.seq);
    talk.say({ say: 'resumed', recovered, cursor: formatCursor(cursor), nowMs: clock.now() });
  }

  /** The topics changed: some are new, some are gone. */
  #turn(added: readonly string[], removed: readonly string[]): void {
    this.#past.end(removed);
    if (this.#parts.subscription.topics.size > 0) {
      this.#hear(added);
    } else {
      this.leave();
      this.#parts.port.move('unheard');
    }
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

const noStreams: readonly [] = [];

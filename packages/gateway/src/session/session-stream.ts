import { formatCursor } from '@pitwall/model';
import type { PitwallError } from '@pitwall/model';
import type { Dialect, Reply, StreamPosition, StreamWish } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Hearing } from '../delivery/hearing.ts';
import { HeldVersions } from '../delivery/held-versions.ts';
import { Seat } from '../delivery/seat.ts';
import type { Joined, MemberPosition, PassedOver } from '../delivery/seat.ts';
import type { Outlet } from './outlet.ts';
import { resumptionFrom } from './resumption.ts';
import type { Talk } from './talk.ts';

/** What a stream is to be. */
export interface StreamOpening {
  readonly wish: StreamWish;
  readonly hearing: Hearing & { readonly stream: string };
  readonly requestId?: string | undefined;
}

/** What a stream works with. */
export interface SessionStreamParts {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly dialect: Dialect;
  readonly outlet: Outlet;
  readonly talk: Talk;
  readonly port: {
    /** It is live. */
    caughtUp(): void;
    /** It was above the mark and left its audience. */
    fellBehind(): void;
    /** Its reader cannot be brought to the present. */
    failed(error: PitwallError): void;
  };
}

/** One stream of a session: a place of its own in delivery, with its own filters, beginning and form. */
export class SessionStream {
  readonly name: string;
  readonly #opening: StreamOpening;
  readonly #parts: SessionStreamParts;
  readonly #seat: Seat;
  #begun = false;
  /** Whether what it missed was its own slowness, so that it is told. */
  #fellBehind = false;

  constructor(opening: StreamOpening, parts: SessionStreamParts) {
    const { delivery, outlet, port } = parts;
    this.name = opening.hearing.stream;
    this.#opening = opening;
    this.#parts = parts;
    this.#seat = new Seat(delivery, {
      output: outlet,
      fellBehind: () => {
        this.#fellBehind = true;
        port.fellBehind();
      },
      caughtUp: (passedOver, joined) => this.#caughtUp(passedOver, joined),
      failed: (error) => port.failed(error),
    });
  }

  /** Whether the reader is a member: what is written happens. */
  get isLive(): boolean {
    return this.#seat.state === 'member';
  }

  /** The output has room: begins, if it has not, or goes on. */
  proceed(): void {
    if (this.#begun) this.#seat.drained();
    else this.#begin();
  }

  /** Leaves the audience, which sends what was pending first. */
  leave(): void {
    this.#seat.leave();
  }

  /** Ends the stream, and says so to a client that was told of it. */
  close(requestId: string | undefined): void {
    const { clock, talk } = this.#parts;
    this.leave();
    const request = requestId === undefined ? {} : { requestId };
    const closed = { say: 'stream-closed', stream: this.name, nowMs: clock.now(), ...request } as const;
    if (this.#begun) talk.sayAnyway(closed);
    else talk.say(closed);
  }

  /** Where it stands, after what has gathered; `undefined` unless it is live. */
  position(): StreamPosition | undefined {
    const position = this.#seat.position();
    return position === undefined ? undefined : this.#positionOf(position);
  }

  /** Says where it begins, honestly (ruling 6), and starts on the way from there. */
  #begin(): void {
    this.#begun = true;
    const { delivery } = this.#parts;
    const { hearing, wish } = this.#opening;
    const { recovered, cursor, gap } = resumptionFrom(wish.since, hearing, delivery);
    const at = formatCursor(cursor);
    this.#sayOpened(at, recovered);
    if (wish.since !== undefined && gap !== undefined) this.#sayGap(wish.since, gap, at);
    const { headSeq } = delivery;
    this.#seat.enter({
      hearing,
      afterSeq: recovered ? cursor.seq : headSeq,
      held: wish.snapshot ? HeldVersions.none() : new HeldVersions(headSeq, hearing.topics, new Map()),
      keepsUp: !recovered,
    });
  }

  #sayOpened(cursor: string, recovered: boolean): void {
    const { clock, talk } = this.#parts;
    const { hearing, requestId, wish } = this.#opening;
    const { accounts, stream } = hearing;
    talk.sayAnyway({
      say: 'stream-opened',
      stream,
      wish,
      accounts,
      cursor,
      nowMs: clock.now(),
      ...(wish.since === undefined ? {} : { recovered }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }

  #sayGap(since: string, reason: (Reply & { say: 'gap' })['reason'], cursor: string): void {
    const { clock, talk } = this.#parts;
    talk.sayAnyway({ say: 'gap', stream: this.name, since, reason, cursor, nowMs: clock.now() });
  }

  #caughtUp(passedOver: PassedOver, joined: Joined): string | undefined {
    const { clock, delivery, dialect, port } = this.#parts;
    const lags = this.#fellBehind || passedOver.dropped > 0;
    this.#fellBehind = false;
    const message = dialect.encodeReply({
      say: 'live',
      position: this.#positionOf(joined),
      prev: formatCursor({ epoch: delivery.epoch, seq: joined.prevSeq }),
      nowMs: clock.now(),
      ...(lags ? { lag: { conflated: passedOver.conflated, dropped: passedOver.dropped } } : {}),
    });
    port.caughtUp();
    return message === undefined ? undefined : JSON.stringify(message);
  }

  #positionOf({ throughSeq, lastSeq }: MemberPosition): StreamPosition {
    const { epoch } = this.#parts.delivery;
    const through = formatCursor({ epoch, seq: throughSeq });
    return { stream: this.name, through, last: formatCursor({ epoch, seq: lastSeq }) };
  }
}

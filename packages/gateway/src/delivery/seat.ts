import { toPitwallError } from '@pitwall/model';
import type { PitwallError } from '@pitwall/model';
import type { Audience } from './audience.ts';
import type { CatchUpStart, CatchUpStep } from './catch-up-contract.ts';
import type { CatchUp } from './catch-up.ts';
import type { Delivery } from './delivery.ts';
import type { Hearing } from './hearing.ts';
import { HeldVersions } from './held-versions.ts';
import { framePage } from './page-frames.ts';
import type { Departure, Reader } from './reader.ts';

/** Where a reader's frames go. It stands apart from the port because a fan-out calls nothing else. */
export interface SeatOutput {
  /** Writes whole frames without waiting and tells how many bytes stay unsent. */
  write(frames: Buffer): number;
  /** Bytes written and not yet taken by the operating system. When they reach zero, the owner calls `drained`. */
  unsentBytes(): number;
}

/** What a reader was not given on its way. */
export interface PassedOver {
  readonly conflated: number;
  readonly dropped: number;
}

/** Where a member stands in a stream whose messages are links. */
export interface MemberPosition {
  /** Everything that it hears was written up to here. */
  readonly throughSeq: number;
  /** `seq` of the last link. */
  readonly lastSeq: number;
}

/** Where a reader stands that became a member. */
export interface Joined extends MemberPosition {
  /** `seq` of the last link that it was given on its way. */
  readonly prevSeq: number;
}

/** What delivery asks of whoever owns a reader's output. */
export interface SeatPort {
  readonly output: SeatOutput;
  /** The reader was above the mark and left its audience. */
  fellBehind(): void;
  /** The reader is a member. Words for what it missed, or of where it stands, may end the page that brings it there. */
  caughtUp(passedOver: PassedOver, joined: Joined): string | undefined;
  /** The reader cannot be brought further: its cursor is beyond retention, or the log failed. */
  failed(error: PitwallError): void;
}

/** Where a reader sits in delivery. */
export type SeatState = 'away' | 'catching-up' | 'member';

/** One reader's place: on the log as a cursor that catches up, or in an audience as a member. */
export class Seat implements Reader {
  readonly #delivery: Delivery;
  readonly #port: SeatPort;
  readonly #output: SeatOutput;
  #catchUp: CatchUp | undefined;
  /** The catch-up whose log is being read: it takes no second step meanwhile. */
  #reading: CatchUp | undefined;
  #hearing: Hearing | undefined;
  #audience: Audience | undefined;
  readonly #job = (): number => this.#advance();

  constructor(delivery: Delivery, port: SeatPort) {
    this.#delivery = delivery;
    this.#port = port;
    this.#output = port.output;
  }

  get state(): SeatState {
    if (this.#audience !== undefined) return 'member';
    return this.#catchUp === undefined ? 'away' : 'catching-up';
  }

  /** Starts on the way to the audience of a hearing, from wherever the reader stands. */
  enter(start: CatchUpStart): void {
    this.leave();
    const held = start.held.within(start.hearing.topics, this.#hearing?.topics ?? new Set());
    this.#hearing = start.hearing;
    this.#catchUp = this.#delivery.catchUp({ ...start, held });
    this.#delivery.lane.add(this.#job);
  }

  /** Stops hearing and tells where the reader stands: at the head and holding nothing if it heard nothing. */
  leave(): Departure {
    this.#delivery.lane.remove(this.#job);
    const audience = this.#audience;
    if (audience !== undefined) {
      const departure = audience.release(this);
      if (departure !== undefined) {
        this.#audience = undefined;
        this.#delivery.audiences.dissolveIfEmpty(audience);
        return departure;
      }
      // The release's flush found the reader above the mark, so it is catching up by now.
      this.#delivery.lane.remove(this.#job);
    }
    const catchUp = this.#catchUp;
    this.#catchUp = undefined;
    if (catchUp === undefined) return { cursorSeq: this.#delivery.headSeq, held: HeldVersions.none(), histories: [] };
    const { cursorSeq, held, histories } = catchUp;
    return { cursorSeq, held, histories };
  }

  /** The owner's output is empty: the next page may go. */
  drained(): void {
    if (this.#catchUp !== undefined) this.#delivery.lane.add(this.#job);
  }

  /**
   * Through which seq a member was written everything that it hears, after what has gathered. `undefined` for whoever is no
   * member.
   */
  throughSeq(): number | undefined {
    return this.position()?.throughSeq;
  }

  /** Where a member stands after what has gathered; `undefined` for whoever is no member. */
  position(): MemberPosition | undefined {
    this.#audience?.flush();
    // The flush may have found the reader above the mark.
    return this.#audience === undefined ? undefined : this.#positionIn(this.#audience);
  }

  write(frames: Buffer): number {
    return this.#output.write(frames);
  }

  fellBehind(departure: Departure): void {
    const audience = this.#audience;
    const hearing = this.#hearing;
    if (audience === undefined || hearing === undefined) return;
    this.#audience = undefined;
    this.#catchUp = this.#delivery.catchUp({
      hearing,
      afterSeq: departure.cursorSeq,
      held: departure.held,
      ...(departure.lastSeq === undefined ? {} : { lastSeq: departure.lastSeq }),
    });
    this.#delivery.audiences.dissolveIfEmpty(audience);
    // The next page goes when the socket has drained.
    this.#port.fellBehind();
  }

  #advance(): number {
    const catchUp = this.#catchUp;
    if (catchUp === undefined || this.#reading === catchUp) return 0;
    // One page in flight: the next goes when the output is empty, and `drained` comes back here.
    if (this.#output.unsentBytes() > 0) return 0;
    try {
      const step = catchUp.step();
      if (!(step instanceof Promise)) return this.#take(catchUp, step);
      this.#reading = catchUp;
      step.then(
        (taken) => this.#take(catchUp, taken),
        (thrown: unknown) => this.#fail(catchUp, thrown),
      );
    } catch (thrown) {
      this.#fail(catchUp, thrown);
    }
    return 0;
  }

  #take(catchUp: CatchUp, step: CatchUpStep): number {
    if (this.#reading === catchUp) this.#reading = undefined;
    // The reader may have left or turned to another hearing while the log was read.
    if (this.#catchUp !== catchUp) return 0;
    const texts = [...step.texts];
    if (step.is === 'caught-up') {
      const audience = catchUp.audience();
      this.#catchUp = undefined;
      this.#audience = audience;
      audience.admit(this);
      const joined = { ...this.#positionIn(audience), prevSeq: catchUp.lastSeq ?? catchUp.cursorSeq };
      const notice = this.#port.caughtUp(catchUp.passedOver, joined);
      if (notice !== undefined) texts.push(notice);
    }
    const bytes = this.#writePage(texts, step.is === 'page' ? step.frames : undefined);
    if (step.is === 'page' && this.#output.unsentBytes() === 0) this.#delivery.lane.add(this.#job);
    return bytes;
  }

  #positionIn({ hearing, cursorSeq, lastSeq = cursorSeq }: Audience): MemberPosition {
    return { throughSeq: this.#delivery.positionSeq(hearing), lastSeq };
  }

  #writePage(texts: readonly string[], framed: Buffer | undefined): number {
    const hearing = this.#hearing;
    if (hearing === undefined) return 0;
    const frames = framed ?? framePage(hearing, texts, this.#delivery.deflater);
    if (frames.length > 0) this.#output.write(frames);
    return frames.length;
  }

  #fail(catchUp: CatchUp, thrown: unknown): void {
    if (this.#catchUp !== catchUp) return;
    this.#catchUp = undefined;
    this.#port.failed(toPitwallError(thrown));
  }
}

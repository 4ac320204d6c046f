import { toPitwallError } from '@pitwall/model';
import type { PitwallError } from '@pitwall/model';
import type { Audience } from './audience.ts';
import type { CatchUp, CatchUpStart, CatchUpStep } from './catch-up.ts';
import type { Delivery } from './delivery.ts';
import { textFrame } from './frame.ts';
import { HeldVersions } from './held-versions.ts';
import type { Departure, Reader } from './reader.ts';

/** What delivery asks of whoever owns a reader's output. */
export interface SeatPort {
  /** Writes whole frames without waiting; `messages` of them are data. */
  write(frames: Buffer, messages: number): void;
  /** Bytes written and not yet taken by the operating system. When they reach zero, the owner calls `drained`. */
  unsentBytes(): number;
  /** The reader was above the mark and left its audience. */
  fellBehind(): void;
  /** The reader is a member. Words for what it missed may be added to the page that brings it there. */
  caughtUp(passedOver: { readonly conflated: number; readonly dropped: number }): string | undefined;
  /** The reader cannot be brought further: its cursor is beyond retention, or the log failed. */
  failed(error: PitwallError): void;
}

/** Where a reader sits in delivery. */
export type SeatState = 'away' | 'catching-up' | 'member';

/** One reader's place: on the log as a cursor that catches up, or in an audience as a member. */
export class Seat implements Reader {
  readonly #delivery: Delivery;
  readonly #port: SeatPort;
  #catchUp: CatchUp | undefined;
  #start: CatchUpStart | undefined;
  #audience: Audience | undefined;
  readonly #job = (): number => this.#advance();

  constructor(delivery: Delivery, port: SeatPort) {
    this.#delivery = delivery;
    this.#port = port;
  }

  get state(): SeatState {
    if (this.#audience !== undefined) return 'member';
    return this.#catchUp === undefined ? 'away' : 'catching-up';
  }

  /** Starts on the way to the audience of a hearing, from wherever the reader stands. */
  enter(start: CatchUpStart): void {
    this.leave();
    this.#start = start;
    this.#catchUp = this.#delivery.catchUp(start);
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
    if (catchUp !== undefined) return { cursorSeq: catchUp.cursorSeq, held: catchUp.held };
    return { cursorSeq: this.#delivery.headSeq, held: HeldVersions.none() };
  }

  /** The owner's output is empty: the next page may go. */
  drained(): void {
    if (this.#catchUp !== undefined) this.#delivery.lane.add(this.#job);
  }

  write(frames: Buffer, messages: number): void {
    this.#port.write(frames, messages);
  }

  unsentBytes(): number {
    return this.#port.unsentBytes();
  }

  fellBehind(departure: Departure): void {
    const audience = this.#audience;
    const start = this.#start;
    if (audience === undefined || start === undefined) return;
    this.#audience = undefined;
    this.#catchUp = this.#delivery.catchUp({
      hearing: start.hearing,
      afterSeq: departure.cursorSeq,
      held: departure.held,
    });
    this.#delivery.audiences.dissolveIfEmpty(audience);
    // The next page goes when the socket has drained.
    this.#port.fellBehind();
  }

  #advance(): number {
    const catchUp = this.#catchUp;
    if (catchUp === undefined) return 0;
    try {
      const step = catchUp.step();
      if (!(step instanceof Promise)) return this.#take(catchUp, step);
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
    // The reader may have left or turned to another hearing while the log was read.
    if (this.#catchUp !== catchUp) return 0;
    const texts = [...step.texts];
    if (step.is === 'caught-up') {
      const notice = this.#port.caughtUp({ conflated: catchUp.conflated, dropped: catchUp.dropped });
      if (notice !== undefined) texts.push(notice);
      this.#catchUp = undefined;
      this.#audience = catchUp.audience();
      this.#audience.admit(this);
    }
    const bytes = this.#writePage(texts);
    if (step.is === 'page' && this.#port.unsentBytes() === 0) this.#delivery.lane.add(this.#job);
    return bytes;
  }

  #writePage(texts: readonly string[]): number {
    if (texts.length === 0) return 0;
    const batch = this.#start?.hearing.batch === true;
    const frames = batch ? textFrame(`[${texts.join(',')}]`) : Buffer.concat(texts.map((text) => textFrame(text)));
    this.#port.write(frames, texts.length);
    return frames.length;
  }

  #fail(catchUp: CatchUp, thrown: unknown): void {
    if (this.#catchUp !== catchUp) return;
    this.#catchUp = undefined;
    this.#port.failed(toPitwallError(thrown));
  }
}

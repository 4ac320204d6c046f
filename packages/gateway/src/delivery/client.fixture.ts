import { HeldVersions } from './held-versions.ts';
import type { Delivery } from './delivery.ts';
import type { Hearing } from './hearing.ts';
import { Replica } from './replica.fixture.ts';
import { Seat } from './seat.ts';

/** A client with its connection: the socket takes what it is given unless it is stalled. */
export class Client {
  readonly replica: Replica;
  /** `seq` of each `every` update that it must get, in order. */
  owed: number[] = [];
  hearing: Hearing;
  connected = true;
  stalled = false;
  seat: Seat;
  #unsent: Buffer[] = [];
  readonly #delivery: Delivery;

  constructor(delivery: Delivery, hearing: Hearing) {
    this.#delivery = delivery;
    this.hearing = hearing;
    this.replica = new Replica(hearing.compression);
    this.seat = this.#connect();
    this.seat.enter({ hearing, afterSeq: delivery.headSeq, held: HeldVersions.none() });
  }

  #connect(): Seat {
    const unsent: Buffer[] = [];
    this.#unsent = unsent;
    const unsentBytes = (): number => unsent.reduce((sum, frames) => sum + frames.length, 0);
    return new Seat(this.#delivery, {
      output: {
        write: (frames) => {
          if (this.stalled || unsent.length > 0) unsent.push(frames);
          else this.replica.read(frames);
          return unsentBytes();
        },
        unsentBytes,
      },
      fellBehind: () => undefined,
      caughtUp: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
  }

  drain(): void {
    this.stalled = false;
    for (const frames of this.#unsent.splice(0)) this.replica.read(frames);
    this.seat.drained();
  }

  unsentBytes(): number {
    return this.#unsent.reduce((sum, frames) => sum + frames.length, 0);
  }

  /** The connection is cut while this much of what is on its way arrives: anywhere, also within a batch or a message. */
  disconnect(share: number): void {
    // What had gathered is flushed into the cut.
    this.stalled = true;
    this.seat.leave();
    const onTheWay = Buffer.concat(this.#unsent);
    this.replica.read(onTheWay.subarray(0, Math.floor(onTheWay.length * share)));
    this.#unsent = [];
    this.connected = false;
    this.stalled = false;
  }

  /** Comes back with the cursor of the last message it read; without one it never got anything, not even a first state. */
  resume(): void {
    this.connected = true;
    this.replica.reconnect();
    this.seat = this.#connect();
    this.seat.enter({ hearing: this.hearing, afterSeq: this.replica.cursorSeq ?? 0, held: HeldVersions.none() });
  }

  /** Hears other topics from where it stands, which it tells. */
  change(topics: ReadonlySet<string>): number {
    const departure = this.seat.leave();
    this.hearing = { ...this.hearing, topics };
    this.seat.enter({ hearing: this.hearing, afterSeq: departure.cursorSeq, held: departure.held });
    return departure.cursorSeq;
  }
}

import { PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import { seesAccount } from '../delivery/hearing.ts';
import type { Hearing } from '../delivery/hearing.ts';
import type { EventLog } from '../log/event-log.ts';
import { addressGroup } from '../remote-address.ts';
import type { HttpOptions } from './http-options.ts';

/** A poll that waits for something to hear. */
export interface PollWait {
  readonly hearing: Hearing;
  /** Of the client; addresses of one network count as one, as everywhere. */
  readonly address: string;
  readonly waitMs: number;
  /** Aborted when the client goes away. */
  readonly gone: AbortSignal;
}

/** Why a wait ended. */
export type PollWake = 'published' | 'over';

interface Waiting extends PollWait {
  readonly wake: (why: PollWake) => void;
}

const mayHear = ({ hearing }: Waiting, event: SequencedEvent): boolean => {
  const view = hearing.dialect.views[event.kind];
  if (view === undefined || !seesAccount(hearing, event.account)) return false;
  const topics = view.mode === 'collect' ? [view.topic] : hearing.dialect.topicsOf(event);
  return topics.some((topic) => hearing.topics.has(topic));
};

/** Where polls wait for what is published: bounded in number, and woken once for all that one turn brings. */
export class PollWaits {
  readonly #options: Pick<HttpOptions, 'maxWaitingPolls' | 'maxWaitingPollsPerAddress'>;
  readonly #clock: Clock;
  readonly #log: Pick<EventLog, 'follow'>;
  readonly #waiting = new Set<Waiting>();
  readonly #byAddress = new Map<string, number>();
  #unfollow: (() => void) | undefined;
  #closed = false;

  constructor(
    options: Pick<HttpOptions, 'maxWaitingPolls' | 'maxWaitingPollsPerAddress'>,
    parts: { readonly clock: Clock; readonly log: Pick<EventLog, 'follow'> },
  ) {
    this.#options = options;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** How many polls wait now. */
  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Waits until something is published that the hearing includes, the time is over, the client is gone, or the gateway
   * closes. Throws `OVERLOADED` when too many wait already.
   */
  wait(poll: PollWait): Promise<PollWake> {
    if (this.#closed || poll.gone.aborted) return Promise.resolve('over');
    const group = addressGroup(poll.address);
    const ofAddress = this.#byAddress.get(group) ?? 0;
    if (this.#waiting.size >= this.#options.maxWaitingPolls || ofAddress >= this.#options.maxWaitingPollsPerAddress) {
      throw new PitwallError('OVERLOADED', 'Too many polls wait already; ask without `wait`, or later');
    }
    this.#byAddress.set(group, ofAddress + 1);
    this.#unfollow ??= this.#log.follow((events) => this.#hear(events));
    return new Promise((resolve) => {
      const end = (why: PollWake): void => {
        if (!this.#waiting.delete(waiting)) return;
        timer.cancel();
        poll.gone.removeEventListener('abort', over);
        this.#left(group);
        resolve(why);
      };
      const over = (): void => end('over');
      const waiting: Waiting = { ...poll, wake: end };
      const timer = this.#clock.after(poll.waitMs, over);
      poll.gone.addEventListener('abort', over);
      this.#waiting.add(waiting);
    });
  }

  /** Ends all waits, now and from now on. */
  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting) waiting.wake('over');
  }

  #hear(events: readonly SequencedEvent[]): void {
    for (const waiting of this.#waiting) {
      if (!events.some((event) => mayHear(waiting, event))) continue;
      // At the end of the turn delivery has taken the batch, and whatever else came with it.
      this.#clock.endOfTurn(() => waiting.wake('published'));
    }
  }

  #left(group: string): void {
    const left = (this.#byAddress.get(group) ?? 1) - 1;
    if (left > 0) this.#byAddress.set(group, left);
    else this.#byAddress.delete(group);
    if (this.#waiting.size > 0) return;
    this.#unfollow?.();
    this.#unfollow = undefined;
  }
}

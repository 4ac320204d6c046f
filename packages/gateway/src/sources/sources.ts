import { PitwallError, sharedAccount, toPitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Clock, Timer } from '../clock.ts';
import { ownAccount } from '../ingest/admission.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Publisher } from '../ingest/publisher.ts';
import type { RetainedState } from '../state/retained-state.ts';
import { depart, dueMs, hear, miss, restored, saidGoodbye, silentAfterMs } from './source.ts';
import type { Moment, Source, SourceState, SourceTimes } from './source.ts';
import { SourceRegister } from './source-register.ts';
import { SourceTeller } from './source-teller.ts';

/** Options of the watch over sources. */
export interface SourcesOptions extends SourceTimes {
  /** Most sources of one publisher, each account counted for itself. @default 64 */
  readonly maxSourcesPerPublisher: number;
}

/** What the watch over sources works with. */
export interface SourcesParts {
  readonly clock: Clock;
  readonly ingest: Pick<Ingest, 'publish'>;
  /** Told when a change could not be published; it is tried again. */
  readonly onRefused: (error: PitwallError) => void;
}

/** Which source a publisher means: absent names are its own name and its first account, as for events. */
export interface SourceName {
  readonly source?: string;
  readonly account?: string;
}

/** What became of a heartbeat. */
export interface SourceReport {
  readonly source: string;
  readonly account: string;
  /** `unknown` answers the goodbye of a source that had promised nothing. */
  readonly status: SourceState | 'unknown';
  readonly heartbeatMs?: number;
  /** Without another sign of life for so long it is silent. */
  readonly silentAfterMs?: number;
}

/** After how long a change that the log refused is said again, in ms: soon, and no flood while the log is full. */
const retryMs = 1_000;

/** Longest that the timer is set for, in ms: runtimes take no more than 24 days. */
const longestWaitMs = 3_600_000;

/**
 * Watches over sources that promised heartbeats, and says of each when it becomes live, silent or gone. A source that
 * promised none is never judged.
 */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #parts: SourcesParts;
  readonly #register = new SourceRegister();
  readonly #teller: SourceTeller;
  #timer: Timer | undefined;
  #timerMs = Infinity;
  #isStopped = false;

  constructor(options: SourcesOptions, parts: SourcesParts) {
    this.#options = options;
    this.#parts = parts;
    this.#teller = new SourceTeller(parts.ingest);
  }

  /** Takes up what the log says of sources. Until its time has passed, each is what it was. */
  restore(state: Pick<RetainedState, 'accounts' | 'values'>): void {
    const { monotonicMs } = this.#moment();
    for (const account of state.accounts()) {
      for (const { data, kind } of state.values(account, 'source-status')) {
        if (kind === 'source-status') this.#register.add(restored(account, data, monotonicMs));
      }
    }
    this.#sweep();
  }

  /** Hears what is written to the log: any event of a source is a sign of life in its account, a shared one in all. */
  heard(events: readonly SequencedEvent[]): void {
    if (this.#isStopped) return;
    for (const { publisher, source, account } of events) {
      for (const known of this.#register.named(publisher, source).values()) {
        if (account !== known.account && account !== sharedAccount) continue;
        if (saidGoodbye(known)) continue;
        if (hear(known, this.#moment())) this.#say(known);
      }
    }
  }

  /**
   * Takes a heartbeat; the first one of a source is its promise. Resolves when what it changes is written. Rejects with
   * `FORBIDDEN_ACCOUNT`, `STATE_FULL`, or what the log refuses.
   */
  async beat(publisher: Publisher, beat: SourceName & { readonly heartbeatMs: number }): Promise<SourceReport> {
    const { heartbeatMs } = beat;
    const [source, account] = [beat.source ?? publisher.name, ownAccount(publisher, beat.account)];
    const known = this.#register.named(publisher.name, source).get(account);
    const watched = known ?? this.#begin({ publisher: publisher.name, source, account }, heartbeatMs);
    const isNewPromise = watched.heartbeatMs !== heartbeatMs;
    watched.heartbeatMs = heartbeatMs;
    const isChange = hear(watched, this.#moment()) || isNewPromise || known === undefined;
    try {
      if (isChange || this.#teller.owes(watched)) await this.#teller.tell(watched);
    } catch (thrown) {
      if (known === undefined) this.#drop(watched);
      throw thrown;
    }
    this.#wakeAt(dueMs(watched, this.#options));
    return { source, account, status: 'live', heartbeatMs, silentAfterMs: silentAfterMs(heartbeatMs, this.#options) };
  }

  /** Takes a goodbye: the source is gone at once. Rejects as {@link beat} does. */
  async leave(publisher: Publisher, name: SourceName): Promise<SourceReport> {
    const [source, account] = [name.source ?? publisher.name, ownAccount(publisher, name.account)];
    const known = this.#register.named(publisher.name, source).get(account);
    if (known === undefined) return { source, account, status: 'unknown' };
    if (depart(known, this.#moment()) || this.#teller.owes(known)) await this.#teller.tell(known);
    this.#wakeAt(dueMs(known, this.#options));
    return { source, account, status: known.status };
  }

  /** How many sources are how, over all accounts. */
  countByStatus(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>([
      ['live', 0],
      ['silent', 0],
      ['gone', 0],
    ]);
    for (const { status } of this.#register.all) counts.set(status, (counts.get(status) ?? 0) + 1);
    return counts;
  }

  /** Watches no more: who stops the gateway makes nobody silent. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  #moment(): Moment {
    return { now: this.#parts.clock.now(), monotonicMs: this.#parts.clock.monotonicMs() };
  }

  #begin(of: Pick<Source, 'publisher' | 'source' | 'account'>, heartbeatMs: number): Source {
    const { maxSourcesPerPublisher } = this.#options;
    const others = this.#register.of(of.publisher);
    if (others.length >= maxSourcesPerPublisher && !this.#makeRoom(others)) {
      throw new PitwallError(
        'STATE_FULL',
        `"${of.publisher}" already has ${maxSourcesPerPublisher} sources, of which none is gone`,
      );
    }
    const { now, monotonicMs } = this.#moment();
    const source: Source = {
      ...of,
      heartbeatMs,
      status: 'live',
      lastHeardAt: now,
      silentSince: undefined,
      heardMs: monotonicMs,
      sinceMs: monotonicMs,
    };
    this.#register.add(source);
    return source;
  }

  /** Forgets the source that is gone for the longest before its time. */
  #makeRoom(sources: readonly Source[]): boolean {
    const gone = sources.filter(({ status }) => status === 'gone').toSorted((a, b) => a.sinceMs - b.sinceMs);
    const oldest = gone[0];
    if (oldest === undefined) return sources.some(({ status }) => status === 'forgotten');
    miss(oldest, this.#moment());
    this.#say(oldest);
    return true;
  }

  #say(source: Source): void {
    this.#wakeAt(dueMs(source, this.#options));
    void this.#tell(source);
  }

  /** Never rejects: what is refused is said again later. */
  async #tell(source: Source): Promise<void> {
    try {
      await this.#teller.tell(source);
      if (source.status === 'forgotten' && !this.#teller.owes(source)) this.#register.remove(source);
    } catch (thrown) {
      this.#wakeAt(this.#moment().monotonicMs + retryMs);
      if (!this.#isStopped) this.#parts.onRefused(toPitwallError(thrown));
    }
  }

  #drop(source: Source): void {
    this.#teller.forget(source);
    this.#register.remove(source);
  }

  #sweep(): void {
    this.#timerMs = Infinity;
    const moment = this.#moment();
    const untold = new Set(this.#teller.untold);
    let nextMs = Infinity;
    for (const source of this.#register.all) {
      const isDue = dueMs(source, this.#options) <= moment.monotonicMs;
      if (isDue) miss(source, moment);
      if (isDue || untold.has(source)) this.#say(source);
      nextMs = Math.min(nextMs, dueMs(source, this.#options));
    }
    this.#wakeAt(nextMs);
  }

  /** Sees to it that the one timer runs at a moment, or before. */
  #wakeAt(atMs: number): void {
    if (atMs === Infinity || atMs >= this.#timerMs || this.#isStopped) return;
    this.#timer?.cancel();
    const waitMs = Math.min(longestWaitMs, Math.max(0, atMs - this.#parts.clock.monotonicMs()));
    this.#timerMs = this.#parts.clock.monotonicMs() + waitMs;
    this.#timer = this.#parts.clock.after(waitMs, () => this.#sweep());
  }
}

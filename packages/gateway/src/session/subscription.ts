import type { Hearing } from '../delivery/hearing.ts';
import type { ConnectRequest } from './connect-request.ts';

/** What one session hears: its topics, and the form in which its URL asked for them. */
export class Subscription {
  readonly #request: ConnectRequest;
  readonly #accounts: readonly string[] | '*';
  readonly #maxTopics: number;
  #topics: ReadonlySet<string>;
  #resumeSeq: number | undefined;

  constructor(request: ConnectRequest, options: { accounts: readonly string[] | '*'; maxTopics: number }) {
    this.#request = request;
    this.#accounts = options.accounts;
    this.#maxTopics = options.maxTopics;
    const { start, topics } = request.dialect.traits.subscription;
    this.#topics = new Set(request.topics?.filter((topic) => this.#exists(topic)) ?? (start === 'all' ? topics : []));
  }

  get topics(): ReadonlySet<string> {
    return this.#topics;
  }

  /** Topics in the URL that do not exist. */
  unknownAtConnect(): readonly string[] {
    return this.#request.topics?.filter((topic) => !this.#exists(topic)) ?? [];
  }

  /** Whether the URL lists more topics than a session may hear. */
  isTooManyAtConnect(): boolean {
    return this.#request.topics !== undefined && this.#topics.size > this.#maxTopics;
  }

  /** Adds topics and tells which are new; `undefined` when they would be too many. */
  add(topics: readonly string[]): readonly string[] | undefined {
    const added = [...new Set(topics)].filter((topic) => !this.#topics.has(topic));
    if (this.#topics.size + added.length > this.#maxTopics) return undefined;
    this.#topics = new Set([...this.#topics, ...added]);
    return added;
  }

  /** Removes topics and tells which were heard. */
  remove(topics: readonly string[]): readonly string[] {
    const removed = [...this.#topics].filter((topic) => topics.includes(topic));
    this.#topics = new Set([...this.#topics].filter((topic) => !topics.includes(topic)));
    return removed;
  }

  /** Lets the first hearing start after a cursor. */
  resumeAfter(seq: number): void {
    this.#resumeSeq = seq;
  }

  /** The cursor that the first hearing starts after; once. */
  takeResumeSeq(): number | undefined {
    const seq = this.#resumeSeq;
    this.#resumeSeq = undefined;
    return seq;
  }

  /** Since when the past of new topics is wanted; `undefined` when none is. */
  historySinceMs(added: readonly string[], nowMs: number): number | undefined {
    const { replayMs } = this.#request.dialect.traits.subscription;
    const longestMs = Math.max(0, ...added.map((topic) => replayMs?.(topic) ?? 0));
    return longestMs > 0 ? nowMs - longestMs : undefined;
  }

  hearing(): Hearing {
    return {
      dialect: this.#request.dialect,
      accounts: this.#accounts,
      topics: this.#topics,
      delta: this.#request.delta,
      batch: this.#request.batch,
      cursor: this.#request.resume,
      namesAccount: this.#accounts === '*' || this.#accounts.length > 1,
      compression: 'none',
    };
  }

  #exists(topic: string): boolean {
    const { topics, isOpenTopic } = this.#request.dialect.traits.subscription;
    return topics.includes(topic) || isOpenTopic?.(topic) === true;
  }
}

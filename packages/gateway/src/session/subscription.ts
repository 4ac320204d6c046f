import type { Hearing } from '../delivery/hearing.ts';
import { compressionOf, hearsSeveral } from './compression-of.ts';
import type { ConnectRequest } from './connect-request.ts';

/** What one session hears: its topics, and the form in which its URL asked for them. */
export class Subscription {
  readonly #request: ConnectRequest;
  readonly #accounts: readonly string[] | '*';
  /** Topics that it may hear. */
  readonly maxTopics: number;
  #topics: ReadonlySet<string>;

  constructor(request: ConnectRequest, options: { accounts: readonly string[] | '*'; maxTopics: number }) {
    this.#request = request;
    this.#accounts = options.accounts;
    this.maxTopics = options.maxTopics;
    const { start, topics } = request.dialect.traits.subscription;
    this.#topics = new Set(request.topics?.filter((topic) => this.#exists(topic)) ?? (start === 'all' ? topics : []));
  }

  get topics(): ReadonlySet<string> {
    return this.#topics;
  }

  /** Why the topics in the URL cannot be heard; `undefined` when they can. */
  refusalAtConnect(): string | undefined {
    const unknown = this.#request.topics?.filter((topic) => !this.#exists(topic)) ?? [];
    // A close reason has little room: the names that are wrong matter more than those that are right.
    if (unknown.length > 0) return `there is no ${unknown.join(', ')}; see the protocol page for what there is`;
    const tooMany = this.#request.topics !== undefined && this.#topics.size > this.maxTopics;
    return tooMany ? `at most ${this.maxTopics} topics a session` : undefined;
  }

  /** Adds topics and tells which are new; `undefined` when they would be too many. */
  add(topics: readonly string[]): readonly string[] | undefined {
    const added = [...new Set(topics)].filter((topic) => !this.#topics.has(topic));
    if (this.#topics.size + added.length > this.maxTopics) return undefined;
    this.#topics = new Set([...this.#topics, ...added]);
    return added;
  }

  /** Removes topics and tells which were heard. */
  remove(topics: readonly string[]): readonly string[] {
    const removed = [...this.#topics].filter((topic) => topics.includes(topic));
    this.#topics = new Set([...this.#topics].filter((topic) => !topics.includes(topic)));
    return removed;
  }

  hearing(): Hearing {
    const { dialect, delta, batch, resume, compression } = this.#request;
    const accounts = this.#accounts;
    return {
      dialect,
      accounts,
      topics: this.#topics,
      delta,
      batch,
      cursor: resume,
      namesAccount: hearsSeveral(accounts),
      compression: compressionOf(compression, { accounts, batch }),
    };
  }

  #exists(topic: string): boolean {
    const { topics, isOpenTopic } = this.#request.dialect.traits.subscription;
    return topics.includes(topic) || isOpenTopic?.(topic) === true;
  }
}

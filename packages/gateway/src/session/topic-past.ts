import type { Dialect } from '@pitwall/dialects';
import type { SequencedEvent } from '@pitwall/model';
import type { History } from '../delivery/history.ts';

/** Where the stream of newly heard topics begins. */
export interface TopicsBegin {
  /** The cursor after which everything begins; absent: where the reader stands. */
  readonly afterSeq?: number;
  /** What of the past comes first. */
  readonly histories: readonly History[];
}

const nothingPast: TopicsBegin = { histories: [] };

/**
 * The past of a session's topics. A session that resumed is owed what came after its cursor in every topic that it hears
 * for the first time, whenever it subscribes. Otherwise a topic may offer some of its past as a courtesy.
 */
export class TopicPast {
  readonly #dialect: Dialect;
  #resumeSeq: number | undefined;
  #begun = false;
  readonly #everHeard = new Set<string>();
  /** Since which seq each heard topic's updates were given, so that none of them is given again through another. */
  readonly #givenSince = new Map<string, number>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** The session goes on after a cursor. */
  resumeAfter(seq: number): void {
    this.#resumeSeq = seq;
  }

  /** Topics are heard anew. */
  begin(topics: readonly string[], at: { readonly headSeq: number; readonly nowMs: number }): TopicsBegin {
    const resumeSeq = this.#resumeSeq;
    // Where nothing of the past is ever given, nothing need be remembered: an idle session should cost little.
    if (resumeSeq === undefined && this.#dialect.traits.subscription.replayMs === undefined) return nothingPast;
    const unheard = topics.filter((topic) => !this.#everHeard.has(topic));
    const isFirst = !this.#begun;
    this.#begun = true;
    const histories =
      resumeSeq === undefined ? this.#courtesies(topics, at.nowMs) : this.#debts(unheard, resumeSeq, isFirst);
    for (const topic of topics) {
      this.#givenSince.set(topic, resumeSeq !== undefined && unheard.includes(topic) ? resumeSeq : at.headSeq);
      this.#everHeard.add(topic);
    }
    return isFirst && resumeSeq !== undefined ? { afterSeq: resumeSeq, histories } : { histories };
  }

  /** Topics are no longer heard. */
  end(topics: readonly string[]): void {
    for (const topic of topics) this.#givenSince.delete(topic);
  }

  #debts(unheard: readonly string[], resumeSeq: number, isFirst: boolean): readonly History[] {
    // What is heard first begins at the cursor itself.
    if (isFirst || unheard.length === 0) return [];
    return [this.#history(unheard, { afterSeq: resumeSeq }, true)];
  }

  #courtesies(topics: readonly string[], nowMs: number): readonly History[] {
    const { replayMs } = this.#dialect.traits.subscription;
    if (replayMs === undefined) return [];
    const offering = topics.filter((topic) => replayMs(topic) > 0);
    if (offering.length === 0) return [];
    return [this.#history(offering, { sinceMs: nowMs - Math.max(...offering.map(replayMs)) }, false)];
  }

  #history(names: readonly string[], from: History['from'], owed: boolean): History {
    const topics = new Set(names);
    return { topics, from, owed, hadAlready: (event) => this.#hadThroughAnother(topics, event) };
  }

  #hadThroughAnother(topics: ReadonlySet<string>, event: SequencedEvent): boolean {
    return this.#dialect.topicsOf(event).some((topic) => {
      const since = topics.has(topic) ? undefined : this.#givenSince.get(topic);
      return since !== undefined && event.seq > since;
    });
  }
}

/** What remains of unfinished past when some topics are no longer heard. */
export const stillHeard = (histories: readonly History[], topics: ReadonlySet<string>): readonly History[] =>
  histories.flatMap((history) => {
    const heard = new Set([...history.topics].filter((topic) => topics.has(topic)));
    return heard.size === 0 ? [] : [{ ...history, topics: heard }];
  });

import type { Dialect } from '@pitwall/dialects';
import type { Hearing } from '../delivery/hearing.ts';
import { wrongParameter } from './error-body.ts';

/** The topics that a poll names, or all of the dialect's. Throws `INVALID_REQUEST` for unknown ones. */
export const topicsNamed = (dialect: Dialect, list: string | undefined, maxTopics: number): ReadonlySet<string> => {
  const { topics, isOpenTopic } = dialect.traits.subscription;
  if (list === undefined) return new Set(topics);
  const named = new Set(list.split(',').filter((topic) => topic !== ''));
  if (named.size === 0) return new Set(topics);
  if (named.size > maxTopics) throw wrongParameter('types', list, `at most ${maxTopics} topics`);
  for (const topic of named) {
    if (topics.includes(topic) || isOpenTopic?.(topic) === true) continue;
    throw wrongParameter('types', topic, `topics of ${dialect.name}: ${topics.join(', ')}`);
  }
  return named;
};

/** How long a poll is willing to wait. Throws `INVALID_REQUEST` when that is no number of seconds; a long one is cut. */
export const waitMsNamed = (seconds: string | undefined, maxWaitMs: number): number => {
  if (seconds === undefined) return 0;
  if (!/^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(seconds)) throw wrongParameter('wait', seconds, 'a number of seconds');
  return Math.min(Number(seconds) * 1000, maxWaitMs);
};

/** What a poll hears: whole messages, each alone, as the page has them. */
export const hearingOfPoll = (parts: {
  readonly dialect: Dialect;
  readonly accounts: readonly string[] | '*';
  readonly topics: ReadonlySet<string>;
  /** Messages carry their cursors, as wherever a client says since when (ruling 6). */
  readonly cursor: boolean;
}): Hearing => ({
  ...parts,
  delta: false,
  batch: false,
  namesAccount: parts.accounts === '*' || parts.accounts.length > 1,
  compression: 'none',
});

import type { TailTarget } from './tail-dialects.ts';

/** What `tail` is asked for. */
export interface TailRequest extends TailTarget {
  /** Topics by name; none: the dialect's own choice. */
  readonly topics: readonly string[];
  readonly account?: string;
  readonly token?: string;
  /** Ask to go on after the last message seen when the connection comes back. */
  readonly resume: boolean;
  readonly json: boolean;
  readonly wait: boolean;
}

/** The address of the next attempt: what is watched, and from where on. */
export const addressOf = (
  { url, dialect, topics, account, resume }: TailRequest,
  cursor: string | undefined,
): string => {
  const address = new URL(url);
  if (account !== undefined) address.searchParams.set('account', account);
  if (dialect.topicsParameter !== undefined && topics.length > 0) {
    address.searchParams.set(dialect.topicsParameter, topics.join(','));
  }
  if (dialect.cursorOf !== undefined) return address.href;
  if (resume && cursor === undefined) address.searchParams.set('resume', '1');
  if (resume && cursor !== undefined) address.searchParams.set('since', cursor);
  return address.href;
};

/** The frames to say once it is open. */
export const openingFrames = ({ dialect, topics }: TailRequest, cursor: string | undefined): readonly string[] =>
  dialect.subscribe(topics.length > 0 ? topics : dialect.defaultTopics, cursor);

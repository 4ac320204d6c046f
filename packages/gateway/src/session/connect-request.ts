import type { Dialect } from '@pitwall/dialects';
import type { Compression } from '../compression.ts';

/** What a client asked for when it connected, as it stands in the URL. */
export interface ConnectRequest {
  readonly dialect: Dialect;
  /** Name of the listener, for metrics. */
  readonly listener: string;
  readonly remoteAddress: string;
  /** `?account=` */
  readonly account?: string;
  /** `?since=`: the cursor of the last message it has. */
  readonly since?: string;
  /** `?resume=1` or any `since`: each message is to carry its cursor. */
  readonly resume: boolean;
  readonly delta: boolean;
  readonly batch: boolean;
  /** How frames to it may be compressed, as the handshake agreed. @default 'none' */
  readonly compression?: Compression;
  /** Topics listed in the dialect's own query parameter. */
  readonly topics?: readonly string[];
}

const flag = (value: string | null): boolean => value === '1' || value === 'true';

/** Reads a request from its query. Nothing here refuses: the session does, in words that reach browsers (ruling 10). */
export const readConnectRequest = (
  query: URLSearchParams,
  base: Pick<ConnectRequest, 'dialect' | 'listener' | 'remoteAddress'>,
): ConnectRequest => {
  const { traits } = base.dialect;
  const since = query.get('since');
  const account = query.get('account');
  const { queryParameter } = traits.subscription;
  const listed = queryParameter === undefined ? null : query.get(queryParameter);
  const topics = listed?.split(',').filter((topic) => topic !== '') ?? [];
  return {
    ...base,
    ...(account === null ? {} : { account }),
    ...(since === null ? {} : { since }),
    // A list of nothing names no wish: a page's own filter means all by it.
    ...(topics.length === 0 ? {} : { topics }),
    resume: since !== null || flag(query.get('resume')),
    delta: traits.offersDelta && flag(query.get('delta')),
    batch: traits.offersBatch && flag(query.get('batch')),
  };
};

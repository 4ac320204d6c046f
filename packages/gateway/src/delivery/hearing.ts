import { createHash } from 'node:crypto';
import { sharedAccount } from '@pitwall/model';
import type { DurationMs, SequencedEvent } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { Compression } from '../compression.ts';
import type { RetainedState } from '../state/retained-state.ts';
import type { Update } from '../state/update.ts';
import { Chain } from './chain.ts';
import { formerOf } from './former-values.ts';

/** What a reader hears and in which form. Readers with equal hearings share an audience. */
export interface Hearing {
  readonly dialect: Dialect;
  /** The visible accounts, or all of them. Shared kinds are always heard. */
  readonly accounts: readonly string[] | '*';
  readonly topics: ReadonlySet<string>;
  /** `latest` messages as changes against the last one. */
  readonly delta: boolean;
  /** A JSON array a frame in place of a message a frame. */
  readonly batch: boolean;
  /** Each message carries its cursor. */
  readonly cursor: boolean;
  /** What `seq` says in a message with a cursor: the cursor, as pages' clients read it, or the fact's own place. @default 'cursor' */
  readonly seq?: 'own';
  /** Each message names its account, because more than one is heard (ruling 17). */
  readonly namesAccount: boolean;
  /** How frames may be compressed; part of the audience's identity because bytes are shared. */
  readonly compression: Compression;
  /** What a message is framed as. @default WebSocket frames */
  readonly framing?: 'event-stream';
  /** Least time between two `latest` messages of one unit; a view's own holds where it is longer. @default the view's */
  readonly minIntervalMs?: DurationMs;
  /** Name of the stream whose links the messages are, as `asStream` gives it. @default messages are no links */
  readonly stream?: string;
}

/** Two hearings with one name hear the same bytes. */
export const nameHearing = (hearing: Hearing): string =>
  JSON.stringify([
    hearing.dialect.name,
    hearing.accounts === '*' ? '*' : hearing.accounts.toSorted(),
    [...hearing.topics].toSorted(),
    hearing.delta,
    hearing.batch,
    hearing.cursor,
    hearing.seq,
    hearing.namesAccount,
    hearing.compression,
    hearing.framing,
    hearing.minIntervalMs,
    hearing.stream !== undefined,
  ]);

/** Characters of a stream's name: enough that the few streams of one session never share one. */
const streamNameChars = 8;

/** The hearing as that of a stream, whose name follows from what is heard: all who hear the same read the same bytes. */
export const asStream = (hearing: Hearing): Hearing & { readonly stream: string } => {
  const name = nameHearing({ ...hearing, stream: '' });
  return { ...hearing, stream: createHash('sha256').update(name).digest('base64url').slice(0, streamNameChars) };
};

/**
 * The links of a hearing's messages after one with `lastSeq`; `undefined` where they are none. Before the first of them is 0,
 * which no fact has: were it a fact's own, a value of that fact could be lost unseen.
 */
export const chainOf = (hearing: Hearing, epoch: string, lastSeq = 0): Chain | undefined =>
  hearing.stream === undefined ? undefined : new Chain({ stream: hearing.stream, epoch, lastSeq });

/** Whether the hearing may see an account at all: the one check that live, replay and snapshot pass. */
export const seesAccount = (hearing: Hearing, account: string): boolean =>
  account === sharedAccount || hearing.accounts === '*' || hearing.accounts.includes(account);

/** Whether the hearing includes an event. */
export const hears = (hearing: Hearing, event: SequencedEvent): boolean =>
  hearing.dialect.views[event.kind] !== undefined &&
  seesAccount(hearing, event.account) &&
  hearing.dialect.topicsOf(event).some((topic) => hearing.topics.has(topic));

/**
 * The version that an update is told against. One that belonged to topics which are not heard was never sent; and one that
 * leaves them is told whole, because who comes meanwhile is given no version of it.
 */
export const sentBefore = (hearing: Hearing, update: Update): SequencedEvent | undefined => {
  const { event, previous } = update;
  if (!hearing.delta || previous === undefined) return previous;
  const leaves = formerOf(update) !== undefined && !hears(hearing, event);
  return leaves || !hears(hearing, previous) ? undefined : previous;
};

/** The newest seq of what a hearing may see: never another account's. */
export const streamSeqOf = (hearing: Pick<Hearing, 'accounts'>, state: RetainedState): number => {
  const visible = hearing.accounts === '*' ? state.accounts() : [...hearing.accounts, sharedAccount];
  let seq = 0;
  for (const account of visible) seq = Math.max(seq, state.lastSeq(account));
  return seq;
};

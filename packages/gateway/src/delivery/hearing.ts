import { sharedAccount } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { Compression } from '../compression.ts';
import type { RetainedState } from '../state/retained-state.ts';

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
  /** Each message names its account, because more than one is heard (ruling 17). */
  readonly namesAccount: boolean;
  /** How frames may be compressed; part of the audience's identity because bytes are shared. */
  readonly compression: Compression;
  /** What a message is framed as. @default WebSocket frames */
  readonly framing?: 'event-stream';
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
    hearing.namesAccount,
    hearing.compression,
    hearing.framing,
  ]);

/** Whether the hearing may see an account at all: the one check that live, replay and snapshot pass. */
export const seesAccount = (hearing: Hearing, account: string): boolean =>
  account === sharedAccount || hearing.accounts === '*' || hearing.accounts.includes(account);

/** Whether the hearing includes an event. */
export const hears = (hearing: Hearing, event: SequencedEvent): boolean =>
  hearing.dialect.views[event.kind] !== undefined &&
  seesAccount(hearing, event.account) &&
  hearing.dialect.topicsOf(event).some((topic) => hearing.topics.has(topic));

/** The newest seq of what a hearing may see: never another account's. */
export const streamSeqOf = (hearing: Hearing, state: RetainedState): number => {
  const visible = hearing.accounts === '*' ? state.accounts() : [...hearing.accounts, sharedAccount];
  let seq = 0;
  for (const account of visible) seq = Math.max(seq, state.lastSeq(account));
  return seq;
};

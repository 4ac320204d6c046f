import type { Static } from 'typebox';
import type { TimeMs } from './time.ts';
import type { Kinds } from './kinds.ts';

/** Name of a kind. */
export type Kind = keyof Kinds;

/** The data of a kind. */
export type DataOf<K extends Kind> = Static<Kinds[K]['schema']>;

/** Fields of a page that the canonical kind has no place for, by the dialect they came in (ruling 18). */
export type Extra = { readonly [dialect: string]: { readonly [field: string]: unknown } };

/** The account of shared kinds: no publisher's account can have this name. */
export const sharedAccount = '@shared';

/** What a publisher gives. What is absent is filled in by ingest. */
export interface DraftOf<K extends Kind> {
  readonly kind: K;
  readonly data: DataOf<K>;
  /** One of the publisher's accounts; absent: its first. */
  readonly account?: string;
  /** What produced it (an engine, a bot); absent: the publisher's name. */
  readonly source?: string;
  /** When it happened, by the source's wall clock; absent: when it came in. */
  readonly occurredAt?: TimeMs;
  /** Time of the bar or tick, for a fact about replayed prices. */
  readonly marketTime?: TimeMs;
  /** Which run of a looping source it belongs to. */
  readonly runId?: string;
  /** Idempotency key, unique within publisher and account. */
  readonly id?: string;
  readonly extra?: Extra;
}

/** A draft of any kind. */
export type EventDraft = { [K in Kind]: DraftOf<K> }[Kind];

/** A fact of one kind, complete and checked. */
export interface EventOf<K extends Kind> extends DraftOf<K> {
  readonly key: string;
  readonly account: string;
  readonly source: string;
  readonly occurredAt: TimeMs;
}

/** A complete, checked fact of any kind. */
export type TelemetryEvent = { [K in Kind]: EventOf<K> }[Kind];

/** Where an event stands in the log and how it came in. */
export interface Placement {
  /** Position in the log: increasing, not contiguous. */
  readonly seq: number;
  /** When the gateway took it in. */
  readonly receivedAt: TimeMs;
  /** Name of the credential that published it. */
  readonly publisher: string;
}

/** A fact of one kind with its place in the log. */
export type SequencedOf<K extends Kind> = EventOf<K> & Placement;

/** A fact with its place in the log. */
export type SequencedEvent = { [K in Kind]: SequencedOf<K> }[Kind];

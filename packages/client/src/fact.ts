import type { ChannelKinds, KindData } from './facts/kind-data.ts';
import type { JsonValue } from './facts/vocabulary.ts';

/** Name of a kind: docs/kinds.md lists them. */
export type Kind = keyof KindData;

/** Name of a channel: a subject that several kinds may belong to. */
export type Channel = keyof ChannelKinds;

/** The data of a kind. */
export type DataOf<K extends Kind> = KindData[K];

/** Fields of a page's own message that the kind has no place for, by the dialect they came in. */
export interface Extra {
  readonly [dialect: string]: { readonly [field: string]: JsonValue };
}

/** The account of kinds that belong to nobody and are seen by all. */
export const sharedAccount = '@shared';

/** One fact of one kind, whole: changes that came as such were put together. */
export interface FactOf<K extends Kind> {
  readonly kind: K;
  /** Identity within account and kind: two facts with one key are versions of the same thing. */
  readonly key: string;
  readonly account: string;
  /** What produced it: an engine, a bot. */
  readonly source: string;
  /** When it happened, in ms since 1970, by the source's clock. */
  readonly occurredAt: number;
  /** When the gateway took it in, by its clock. */
  readonly receivedAt: number;
  /** Time of the bar or tick, for a fact about replayed prices. */
  readonly marketTime?: number;
  /** Which run of a looping source it belongs to. */
  readonly runId?: string;
  readonly data: DataOf<K>;
  readonly extra?: Extra;
  /** Its place in the log, `<epoch>.<seq>`: its identity everywhere. */
  readonly seq: string;
  /** True when it is the present value of its key and announces nothing; false when it happened, or is one that was missed. */
  readonly isSnapshot: boolean;
  /** When the gateway wrote it, by its clock. Absent in what came over HTTP. */
  readonly sentAt?: number;
  /** When it came here, by the clock of this machine. */
  readonly arrivedAt: number;
}

/** A fact; of several kinds, a union that `kind` tells apart. */
export type Fact<K extends Kind = Kind> = { readonly [Each in K]: FactOf<Each> }[K];

/** What a publisher gives of one kind. What is absent is filled in. */
export interface DraftOf<K extends Kind> {
  readonly kind: K;
  readonly data: DataOf<K>;
  /** One of the credential's accounts. @default its first */
  readonly account?: string;
  /** What produced it. @default the `source` of the client, else the publisher's name */
  readonly source?: string;
  /** When it happened, in ms since 1970. @default now, when it is given to `publish` */
  readonly occurredAt?: number;
  readonly marketTime?: number;
  readonly runId?: string;
  /** Recognises a repeat for ten minutes. @default one that the client makes */
  readonly id?: string;
  readonly extra?: Extra;
}

/** A draft; of several kinds, a union that `kind` tells apart. */
export type Draft<K extends Kind = Kind> = { readonly [Each in K]: DraftOf<Each> }[K];

/** How much an acknowledged event survives. */
export type Durability =
  /** Whatever happens to process or machine: each commit waits for the disk. */
  | 'system'
  /** The end of the process, however sudden; after a crash of the machine a new epoch begins. */
  | 'process';

/** What the files of a log are kept by. */
export interface LogStoreOptions {
  /** @default 'system' */
  readonly durability: Durability;
  /** How long one file takes events, in ms. @default 4 hours: retention removes whole files, and a week has 42 */
  readonly sliceMs: number;
  /** How long events are kept, in ms. @default 7 days */
  readonly retentionMs: number;
  /**
   * Most bytes that the files may hold; the oldest make room. A file takes at most an eighth of it, so that little goes at
   * once. @default 4 GiB, about ten million events
   */
  readonly maxBytes: number;
  /** How long to wait for a process that still holds the directory, in ms. @default 3000: one that is ending needs less */
  readonly lockWaitMs: number;
  /** Most events that one read looks at, since an append waits for it. @default 4096: a few ms */
  readonly maxScanEvents: number;
}

/** How a durable log gathers what it writes. */
export interface GatheringOptions {
  /**
   * Least time between the beginnings of two commits, in ms: what comes sooner is gathered. The first after a pause is
   * written at once. @default 5: a disk does a few hundred commits a second
   */
  readonly commitWindowMs: number;
  /** Most events in one commit, whose confirmation is one turn of the main thread. @default 4096 */
  readonly maxCommitEvents: number;
  /** Most batches that may wait to be written. @default 4096: beyond it publishers are outrunning the disk */
  readonly maxPendingBatches: number;
  /** Most characters that may wait to be written. @default 64 Mi */
  readonly maxPendingChars: number;
}

/** Options of a durable log. */
export interface DurableLogOptions extends LogStoreOptions, GatheringOptions {
  /** Newest events kept in memory too. @default 65536 */
  readonly ringEvents: number;
  /** Memory of those, in bytes. @default 64 MiB */
  readonly ringBytes: number;
}

const hourMs = 3_600_000;
const mebibyte = 1024 * 1024;

/** Defaults with reasons in the options' own descriptions. */
export const defaultDurableLogOptions: DurableLogOptions = {
  durability: 'system',
  sliceMs: 4 * hourMs,
  retentionMs: 7 * 24 * hourMs,
  maxBytes: 4096 * mebibyte,
  lockWaitMs: 3000,
  maxScanEvents: 4096,
  commitWindowMs: 5,
  maxCommitEvents: 4096,
  maxPendingBatches: 4096,
  maxPendingChars: 64 * mebibyte,
  ringEvents: 65_536,
  ringBytes: 64 * mebibyte,
};

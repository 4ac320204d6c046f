import type { DataOf, DraftOf, TimeMs } from '@pitwall/model';

/** When a source is taken for silent, gone and forgotten. */
export interface SourceTimes {
  /** Heartbeats that may be missed. @default 2 */
  readonly sourceMissedHeartbeats: number;
  /** How long it may be silent before it is gone. @default 60 s */
  readonly sourceGoneMs: number;
  /** How long one that is gone is still told of. @default a day */
  readonly sourceForgottenMs: number;
}

/** How a source is. `forgotten` is the end of the way: it is told once. */
export type SourceState = 'live' | 'silent' | 'gone' | 'forgotten';

/** A moment by both clocks: the wall's for people, the other for intervals. */
export interface Moment {
  readonly now: TimeMs;
  readonly monotonicMs: number;
}

/** One source in one account, as far as it is known. */
export interface Source {
  readonly publisher: string;
  readonly source: string;
  readonly account: string;
  heartbeatMs: number;
  status: SourceState;
  lastHeardAt: TimeMs;
  /** Absent while it is live, and for one that said goodbye. */
  silentSince: TimeMs | undefined;
  /** From when on its next sign of life is waited for, by the monotonic clock: the last one, or the gateway's start. */
  heardMs: number;
  /** Since when it is as it is, by the monotonic clock. */
  sinceMs: number;
}

/** Whether it ended by saying so: what it published before may still arrive, and does not call it back. */
export const saidGoodbye = ({ status, silentSince }: Source): boolean => status === 'gone' && silentSince === undefined;

/** After how long without a sign of life a source is silent: half an interval after the last that it may miss. */
export const silentAfterMs = (heartbeatMs: number, { sourceMissedHeartbeats }: SourceTimes): number =>
  (sourceMissedHeartbeats + 0.5) * heartbeatMs;

/** When a source becomes what comes next if nothing is heard, by the monotonic clock. */
export const dueMs = (source: Source, times: SourceTimes): number => {
  switch (source.status) {
    case 'live':
      return source.heardMs + silentAfterMs(source.heartbeatMs, times);
    case 'silent':
      return source.sinceMs + times.sourceGoneMs;
    case 'gone':
      return source.sinceMs + times.sourceForgottenMs;
    case 'forgotten':
      return Infinity;
  }
};

const next: { readonly [S in SourceState]: SourceState } = {
  live: 'silent',
  silent: 'gone',
  gone: 'forgotten',
  forgotten: 'forgotten',
};

/** Takes a source one step further, because nothing was heard of it. */
export const miss = (source: Source, { now, monotonicMs }: Moment): void => {
  if (source.status === 'live') {
    const heardAt = now - (monotonicMs - source.heardMs);
    source.silentSince = Math.round(heardAt + source.heartbeatMs);
  }
  source.status = next[source.status];
  source.sinceMs = monotonicMs;
};

/** Takes note of a sign of life, and tells whether it changes what is said of the source. */
export const hear = (source: Source, { now, monotonicMs }: Moment): boolean => {
  source.lastHeardAt = now;
  source.heardMs = monotonicMs;
  if (source.status === 'live') return false;
  source.status = 'live';
  source.silentSince = undefined;
  source.sinceMs = monotonicMs;
  return true;
};

/** Takes note of a goodbye, and tells whether it changes what is said of the source. */
export const depart = (source: Source, { now, monotonicMs }: Moment): boolean => {
  source.lastHeardAt = now;
  if (saidGoodbye(source) || source.status === 'forgotten') return false;
  source.status = 'gone';
  source.silentSince = undefined;
  source.sinceMs = monotonicMs;
  return true;
};

/** What is said of a source. */
export const draftOf = (source: Source): DraftOf<'source-status'> => {
  const { account, publisher, source: name, status, heartbeatMs, lastHeardAt, silentSince } = source;
  const said = silentSince === undefined ? {} : { silentSince };
  return {
    kind: 'source-status',
    account,
    data: { source: name, publisher, status, heartbeatMs, lastHeardAt, ...said },
  };
};

const isState = (word: string): word is SourceState => Object.hasOwn(next, word);

/**
 * A source as the log knows it. Its times begin anew: while the gateway was away it could hear nobody, so that nobody is
 * silent or gone for that.
 */
export const restored = (account: string, data: DataOf<'source-status'>, monotonicMs: number): Source => ({
  publisher: data.publisher,
  source: data.source,
  account,
  heartbeatMs: data.heartbeatMs,
  status: isState(data.status) ? data.status : 'live',
  lastHeardAt: data.lastHeardAt,
  silentSince: data.silentSince,
  heardMs: monotonicMs,
  sinceMs: monotonicMs,
});

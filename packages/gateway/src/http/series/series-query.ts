import { PitwallError } from '@pitwall/model';
import { narrowestWidthMs } from '../../series/widths.ts';
import type { SeriesQuery } from '../../series/series-query.ts';
import { wrongParameter } from '../error-body.ts';
import { maxIntervalMs } from './series-schema.ts';

/** How bars are chosen in a URL. */
export interface NamedSeriesQuery {
  readonly from?: string;
  readonly to?: string;
  readonly intervalMs?: string;
  readonly run?: string;
}

const timeNamed = (name: 'from' | 'to', text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^[0-9]{1,16}$/.test(text)) throw wrongParameter(name, text, 'a time in ms since 1970');
  return Number(text);
};

const intervalNamed = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const intervalMs = /^[1-9][0-9]{0,11}$/.test(text) ? Number(text) : Number.NaN;
  if (intervalMs % narrowestWidthMs === 0 && intervalMs <= maxIntervalMs) return intervalMs;
  throw wrongParameter('intervalMs', text, `a multiple of ${narrowestWidthMs} ms, at most ${maxIntervalMs}`);
};

/** Reads how bars are chosen. Throws `INVALID_REQUEST`. */
export const seriesNamed = ({ from, to, intervalMs: interval, run }: NamedSeriesQuery): SeriesQuery => {
  const [fromMs, toMs] = [timeNamed('from', from), timeNamed('to', to)];
  const intervalMs = intervalNamed(interval);
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs)
    throw wrongParameter('from', String(fromMs), 'a time that is not after `to`');
  return {
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(run === undefined ? {} : { runId: run }),
  };
};

/** The one account of those that the caller watches. Throws `INVALID_REQUEST` where it is not named: each has a curve of its own. */
export const oneAccountOf = (accounts: readonly string[] | '*'): string => {
  const [account] = accounts;
  if (account !== undefined && accounts !== '*' && accounts.length === 1) return account;
  throw new PitwallError('INVALID_REQUEST', 'account names no single account, and you may watch several', {
    problems: [{ path: '/account', found: 'several accounts', expected: 'one of them: each has a series of its own' }],
  });
};

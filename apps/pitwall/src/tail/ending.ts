import { closeCodes } from '@pitwall/model';

/** Why a connection ended, and whether another may be tried. */
export interface Ending {
  readonly retry: boolean;
  /** For people. */
  readonly reason: string;
  /** The gateway said to stay away, or ended it in order, or could not be reached. */
  readonly kind: 'denied' | 'finished' | 'unreachable' | 'lost';
  /** What to do about it, where somebody knows. */
  readonly advice?: string;
  /** How long the gateway asked to wait. */
  readonly retryAfterMs?: number;
}

/** What a close code means for who was connected. A code that the table does not have may pass by itself. */
export const endingOfClose = (code: number, reason: string): Ending => {
  const row = Object.values(closeCodes).find((known) => known.code === code);
  const said = `${code} ${reason === '' ? (row?.reason ?? '') : reason}`.trim();
  // 1005 and 1006 stand for "no close frame came".
  if (code === 1005 || code === 1006) return { retry: true, kind: 'lost', reason: 'the connection was lost' };
  if (code === 1000) return { retry: false, kind: 'finished', reason: `the gateway closed: ${said}` };
  if (row?.retry === false) return { retry: false, kind: 'denied', reason: `the gateway closed: ${said}` };
  return { retry: true, kind: 'lost', reason: `the gateway closed: ${said}` };
};

/** What an HTTP answer to a handshake means. */
export const endingOfRefusal = (status: number, retryAfter: string | undefined): Ending => {
  const reason = `the gateway refused the connection: HTTP ${status}`;
  if (status !== 429 && status < 500) return { retry: false, kind: 'denied', reason };
  const retryAfterMs = retryAfterMsOf(retryAfter);
  return { retry: true, kind: 'lost', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
};

/** What the wait of a `Retry-After` in seconds is in ms; `undefined` when there is none that can be read. */
export const retryAfterMsOf = (header: string | null | undefined): number | undefined => {
  if (header === undefined || header === null || !/^[0-9]{1,6}$/.test(header.trim())) return undefined;
  return Number(header) * 1000;
};

import { ClientError, type ClientErrorCode } from '../client-error.ts';
import type { SocketEnd } from '../ports.ts';
import type { Verdict } from './connection-contract.ts';

/** Each code of docs/close-codes.md as an error of this client, whose `retry` is that of the table. */
export const closeErrors: Readonly<Record<number, ClientErrorCode>> = {
  1000: 'ENDED',
  1001: 'GOING_AWAY',
  1002: 'PROTOCOL',
  1007: 'PROTOCOL',
  1008: 'ENDED',
  1009: 'PROTOCOL',
  1011: 'UNAVAILABLE',
  1012: 'GOING_AWAY',
  1013: 'TOO_SLOW',
  4401: 'UNAUTHENTICATED',
  4403: 'FORBIDDEN',
  4408: 'CONNECTION_LOST',
  4429: 'RATE_LIMITED',
};

/** What a close means by the table. A code that it does not have, such as 1006 of a broken connection, is worth another attempt. */
export const judgeClose = ({ code, reason }: SocketEnd): Verdict => {
  const name = closeErrors[code] ?? 'CONNECTION_LOST';
  const why = new ClientError(name, `The connection ended with ${code}${reason === '' ? '' : `: ${reason}`}`, {
    status: code,
  });
  return why.retry ? { retry: true, why } : { retry: false, why };
};

import { ClientError } from '../../client-error.ts';
import type { Verdict } from '../../connection/connection-contract.ts';
import type { EventOf } from '../message-of.ts';
import type { MciMessage } from './messages.ts';

/**
 * What a `connection:error` means by the page's table of codes: without a valid session there is nothing to come back for; all
 * else passes.
 */
export const verdictOfError = ({ code, error }: EventOf<MciMessage, 'connection:error'>['data']): Verdict => {
  const message = `${error.what}: ${error.why}`;
  const details = { gatewayCode: code, how: error.how };
  switch (code) {
    case 'AUTH_REQUIRED':
    case 'SESSION_EXPIRED':
      return { retry: false, why: new ClientError('UNAUTHENTICATED', message, details) };
    case 'RATE_LIMITED':
      return { retry: true, why: new ClientError('RATE_LIMITED', message, details) };
    default:
      return { retry: true, why: new ClientError('UNAVAILABLE', message, details) };
  }
};

/**
 * What a `connection:closed` means; `undefined` for `error`, which says nothing of its own: the close code that follows does.
 */
export const verdictOfClosing = ({
  reason,
  message,
}: EventOf<MciMessage, 'connection:closed'>['data']): Verdict | undefined => {
  switch (reason) {
    case 'server_shutdown':
      return { retry: true, why: new ClientError('GOING_AWAY', message) };
    case 'session_expired':
      return { retry: false, why: new ClientError('UNAUTHENTICATED', message) };
    case 'client_disconnect':
      return { retry: false, why: new ClientError('ENDED', message) };
    default:
      return undefined;
  }
};

/** What a server that restarts asks for: come back, and not before its delay. */
export const verdictOfRestart = ({ delay, message }: EventOf<MciMessage, 'reconnect'>['data']): Verdict => ({
  retry: true,
  retryAfterMs: delay,
  why: new ClientError('GOING_AWAY', message),
});

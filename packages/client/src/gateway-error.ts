import { ClientError, type ClientErrorCode } from './client-error.ts';
import type { GatewayError } from './wire/messages.ts';

/** The gateway's codes after which trying again may help, and which of them say that too much was sent: docs/errors.md. */
export const retryCodes: Readonly<Record<string, ClientErrorCode>> = {
  KEYS_UNAVAILABLE: 'UNAVAILABLE',
  RATE_LIMITED: 'RATE_LIMITED',
  LOG_FULL: 'UNAVAILABLE',
  OVERLOADED: 'UNAVAILABLE',
  SHUTTING_DOWN: 'UNAVAILABLE',
  INTERNAL: 'UNAVAILABLE',
};

const endings: Readonly<Record<string, ClientErrorCode>> = {
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  INVALID_TOKEN: 'UNAUTHENTICATED',
  TOKEN_EXPIRED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  FORBIDDEN_ACCOUNT: 'FORBIDDEN',
  FORBIDDEN_KIND: 'FORBIDDEN',
};

/** What the gateway said was wrong, as an error of this client. */
export const gatewayError = ({ code, message, how }: GatewayError, status?: number): ClientError =>
  new ClientError(retryCodes[code] ?? endings[code] ?? 'REFUSED', message, {
    gatewayCode: code,
    ...(status === undefined ? {} : { status }),
    ...(how === undefined ? {} : { how }),
  });

/** What can go wrong in a client, by code: what is true of it, whether trying again may help, and what to do. */
export const clientErrors = {
  CONNECTION_LOST: { retry: true, how: 'Nothing: the client comes back by itself.' },
  OPEN_TIMEOUT: { retry: true, how: 'Check the address and whether a proxy lets WebSockets through.' },
  MUTE: { retry: true, how: 'Nothing: the connection was silent for too long and is replaced.' },
  GOING_AWAY: { retry: true, how: 'Nothing: the gateway restarts, and the client comes back by itself.' },
  TOO_SLOW: { retry: true, how: 'Read faster, ask for less, or set `maxRatePerKeyMs`.' },
  RATE_LIMITED: { retry: true, how: 'Send less; the client waits as long as it was told.' },
  UNAVAILABLE: { retry: true, how: 'Nothing: the gateway is not ready, and the client tries again.' },
  TOKEN_UNAVAILABLE: { retry: true, how: 'Look at why `getToken` fails.' },
  GAVE_UP: { retry: false, how: 'Connect again when the gateway can be reached.' },
  UNAUTHENTICATED: { retry: false, how: 'Give a valid `token`, or `getToken` so that a new one can be had.' },
  FORBIDDEN: { retry: false, how: 'Name only accounts and kinds that your token may see or publish.' },
  ENDED: { retry: false, how: 'The gateway ended the connection for good; connect again if you want to go on.' },
  REFUSED: { retry: false, how: 'Correct what was sent, as the message says.' },
  PROTOCOL: { retry: false, how: 'Use versions of client and gateway that speak the same protocol.' },
  BUFFER_FULL: { retry: false, how: 'Read faster, make the buffer larger, or choose another policy.' },
  CLOSED: { retry: false, how: 'Make a new client: this one was closed.' },
  INVALID_ADDRESS: { retry: false, how: 'Give an address such as http://127.0.0.1:8080 or wss://gateway.example.' },
} as const satisfies Record<string, { readonly retry: boolean; readonly how: string }>;

/** A stable code of {@link clientErrors}. */
export type ClientErrorCode = keyof typeof clientErrors;

/** More about an error. */
export interface ClientErrorDetails {
  readonly cause?: unknown;
  /** Close code of the WebSocket, or status of the HTTP answer. */
  readonly status?: number;
  /** The gateway's own code, as docs/errors.md lists them. */
  readonly gatewayCode?: string;
  /** What to do, where the gateway said it better. @default the table's */
  readonly how?: string;
}

/** What went wrong, why, and what to do about it. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  /** Whether trying again may help. */
  readonly retry: boolean;
  readonly how: string;
  readonly status: number | undefined;
  readonly gatewayCode: string | undefined;

  constructor(code: ClientErrorCode, message: string, details: ClientErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.retry = clientErrors[code].retry;
    this.how = details.how ?? clientErrors[code].how;
    this.status = details.status;
    this.gatewayCode = details.gatewayCode;
  }
}

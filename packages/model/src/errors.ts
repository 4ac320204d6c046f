/**
 * Stable error codes. A code never changes its meaning; what a person reads is the message.
 * The table says what a caller can do about it; `docs/errors.md` is compared with it by a test.
 */
export const errorCodes = {
  INVALID_EVENT: { status: 422, retry: false, how: 'Correct the fields that `problems` names.' },
  INVALID_JSON: { status: 400, retry: false, how: 'Send valid JSON, or NDJSON with one JSON value a line.' },
  INVALID_OPTION: { status: 400, retry: false, how: 'See `pitwall serve --help` for the option’s form.' },
  INVALID_BARS: {
    status: 422,
    retry: false,
    how: 'Correct the lines that `problems` names, or say how the file is to be read; docs/market-data.md tells.',
  },
  INVALID_STRATEGY: { status: 422, retry: false, how: 'Correct the module as docs/strategies.md describes it.' },
  INVALID_CURSOR: { status: 400, retry: false, how: 'Send the cursor as it was received: <epoch>.<seq>.' },
  CURSOR_EXPIRED: { status: 410, retry: false, how: 'Start from a snapshot: the log no longer reaches back so far.' },
  UNKNOWN_KIND: { status: 422, retry: false, how: 'Use one of the kinds listed in docs/kinds.md.' },
  UNTRANSLATABLE: { status: 422, retry: false, how: 'Send a message that the dialect’s PROTOCOL.md describes.' },
  ID_REUSED: { status: 409, retry: false, how: 'Give each event its own id; repeat an id only with the same body.' },
  FORBIDDEN_ACCOUNT: { status: 403, retry: false, how: 'Name an account of your credential, or none.' },
  FORBIDDEN_KIND: { status: 403, retry: false, how: 'Publish only the kinds that your credential names.' },
  INVALID_REQUEST: {
    status: 400,
    retry: false,
    how: 'Correct the part of the request that `problems` names; docs/http.md describes them.',
  },
  METHOD_NOT_ALLOWED: { status: 405, retry: false, how: 'Use one of the methods that the `Allow` header names.' },
  UNAUTHENTICATED: { status: 401, retry: false, how: 'Send `Authorization: Bearer <token>`.' },
  INVALID_TOKEN: { status: 401, retry: false, how: 'Get a new token from whoever issues them for this gateway.' },
  TOKEN_EXPIRED: { status: 401, retry: false, how: 'Get a new token: this one has expired.' },
  KEYS_UNAVAILABLE: {
    status: 503,
    retry: true,
    how: 'Retry with backoff: the issuer’s keys cannot be had at the moment.',
  },
  FORBIDDEN: { status: 403, retry: false, how: 'Use a credential that may do this.' },
  NOT_FOUND: { status: 404, retry: false, how: 'Check the path and the id.' },
  PAYLOAD_TOO_LARGE: { status: 413, retry: false, how: 'Send fewer or smaller events in one request.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retry: false, how: 'Send application/json or application/x-ndjson.' },
  RATE_LIMITED: { status: 429, retry: true, how: 'Wait as long as Retry-After says.' },
  STATE_FULL: {
    status: 507,
    retry: false,
    how: 'Publish removals for keys that are gone, or raise `maxRetainedKeys`.',
  },
  LOG_FULL: {
    status: 507,
    retry: true,
    how: 'Retry with backoff: the gateway’s disk has no room. Nothing of the batch was written.',
  },
  LOG_UNUSABLE: {
    status: 503,
    retry: false,
    how: 'Do what the message says about the data directory; docs/operations.md describes it.',
  },
  OVERLOADED: { status: 503, retry: true, how: 'Retry with backoff: too much waits already.' },
  SHUTTING_DOWN: { status: 503, retry: true, how: 'Retry: the gateway is restarting.' },
  MISDIRECTED_HOST: { status: 421, retry: false, how: 'Use a loopback name, or list the host in `allowedHosts`.' },
  FORBIDDEN_ORIGIN: { status: 403, retry: false, how: 'List the origin in `allowedOrigins`.' },
  INTERNAL: { status: 500, retry: true, how: 'Retry; if it stays, report it with the log lines around it.' },
} as const satisfies Record<string, { status: number; retry: boolean; how: string }>;

/** One of the stable codes of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

/** One thing wrong with an input: where, what stood there, and what was expected. */
export interface Problem {
  /** JSON pointer into the input, `''` for the whole. */
  readonly path: string;
  /** What was found, shortened for display. */
  readonly found: string;
  /** What would have been right. */
  readonly expected: string;
}

/** What a {@link PitwallError} may carry beside code and message. */
export interface PitwallErrorDetail {
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/** The one error class. `code` is stable, `message` says what happened, and the code's table says how to fix it. */
export class PitwallError extends Error {
  override readonly name = 'PitwallError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, detail: PitwallErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.problems = detail.problems ?? [];
  }

  /** HTTP status that belongs to the code. */
  get status(): number {
    return errorCodes[this.code].status;
  }

  /** What the caller can do about it. */
  get how(): string {
    return errorCodes[this.code].how;
  }
}

/** Turns anything thrown into a {@link PitwallError}; a foreign error becomes `INTERNAL` and stays its cause. */
export const toPitwallError = (thrown: unknown): PitwallError =>
  thrown instanceof PitwallError
    ? thrown
    : new PitwallError('INTERNAL', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });

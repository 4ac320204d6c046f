import { errorCodes, type ErrorCode } from '@pitwall/model';
import type { Reply } from '../talk.ts';

type Said<Say extends Reply['say']> = Extract<Reply, { readonly say: Say }>;

/** A reader that is too slow is told so by `bye`. */
type Problem = Exclude<Said<'error'>['problem'], 'too-slow'>;

type Refusal = Said<'stream-refused'>['why'];

/** The codes of the model's table that a connection may be told. */
export const toldCodes = [
  'INVALID_JSON',
  'INVALID_REQUEST',
  'UNKNOWN_KIND',
  'NOT_FOUND',
  'FORBIDDEN_ACCOUNT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'INVALID_TOKEN',
  'TOKEN_EXPIRED',
  'FORBIDDEN',
  'INTERNAL',
] as const satisfies readonly ErrorCode[];

type ToldCode = (typeof toldCodes)[number];

/** A code of the model's table, and what to do where a connection has better advice than the table. */
interface Wording {
  readonly code: ToldCode;
  /** @default the table's */
  readonly how?: string;
}

/** What a client is told of an error. */
export interface ErrorWords {
  readonly code: ToldCode;
  readonly message: string;
  readonly how: string;
}

const problems: { readonly [P in Problem]: Wording } = {
  'not-json': { code: 'INVALID_JSON', how: 'Send one JSON object a frame, as text.' },
  'unknown-command': {
    code: 'INVALID_REQUEST',
    how: 'Correct what the message names; nothing of the request was done.',
  },
  'unknown-topic': { code: 'UNKNOWN_KIND' },
  'rate-limited': { code: 'RATE_LIMITED', how: 'Send fewer messages: `limits` of `welcome` says how many.' },
  unauthenticated: {
    code: 'UNAUTHENTICATED',
    how: 'Connect with `Authorization: Bearer <token>`, or with `token` or `ticket` in the URL.',
  },
  'invalid-token': { code: 'INVALID_TOKEN' },
  'session-expired': { code: 'TOKEN_EXPIRED' },
  forbidden: { code: 'FORBIDDEN' },
  internal: { code: 'INTERNAL' },
};

const refusals: { readonly [Why in Refusal]: Wording } = {
  'same-stream': { code: 'INVALID_REQUEST', how: 'Use the stream that is open, or unsubscribe from it first.' },
  'unknown-stream': { code: 'NOT_FOUND', how: 'Name a stream of this connection, as `subscribed` named it.' },
  'too-many-streams': { code: 'INVALID_REQUEST', how: 'Unsubscribe from a stream, or ask for more in one.' },
  'too-many-topics': { code: 'INVALID_REQUEST', how: 'Name fewer kinds or symbols, or none to hear all.' },
  'forbidden-account': { code: 'FORBIDDEN_ACCOUNT' },
};

const worded = ({ code, how }: Wording, message: string): ErrorWords => ({
  code,
  message,
  how: how ?? errorCodes[code].how,
});

/** What a client is told of a problem with what it sent, or with who it is. */
export const problemOf = (problem: Problem, detail: string): ErrorWords => worded(problems[problem], detail);

/** What a client is told of a stream that was not opened or closed as it asked. */
export const refusalOf = (why: Refusal, detail: string): ErrorWords => worded(refusals[why], detail);

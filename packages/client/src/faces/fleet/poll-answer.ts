import { ClientError } from '../../client-error.ts';
import { isFields, parse } from '../read-message.ts';

/** What a poll brought. */
export interface PollPage {
  readonly kind: 'page';
  readonly messages: readonly unknown[];
  /** Where the next poll goes on. */
  readonly cursor: string;
  /** Where a WebSocket would go on. */
  readonly seq: string | undefined;
  /** False: what was missed is not there any more, and these are the present values. */
  readonly recovered: boolean;
  /** There is more already. */
  readonly more: boolean;
}

/** Why a poll brought nothing, and what that means for the next. */
export type PollFault =
  /** Ask again, not before `retryAfterMs`. */
  | { readonly kind: 'later'; readonly retryAfterMs: number; readonly why: ClientError }
  /** The cursor is not taken: ask without. */
  | { readonly kind: 'afresh'; readonly why: ClientError }
  /** This server has no polling. */
  | { readonly kind: 'absent'; readonly why: ClientError }
  /** This token is of no use here. */
  | { readonly kind: 'refused'; readonly why: ClientError };

/** Reads the answer to a poll by its status, its `Retry-After` in seconds, and its body. */
export const readPollAnswer = (answer: {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}): PollPage | PollFault => {
  const { status } = answer;
  const details = { status };
  const said = `The poll was answered ${status}`;
  switch (status) {
    case 200:
      return readPage(answer.text);
    case 400:
      return { kind: 'afresh', why: new ClientError('REFUSED', said, details) };
    case 401:
      return { kind: 'refused', why: new ClientError('UNAUTHENTICATED', said, details) };
    case 403:
      return { kind: 'refused', why: new ClientError('FORBIDDEN', said, details) };
    case 404:
    case 405:
      return { kind: 'absent', why: new ClientError('REFUSED', said, details) };
    default:
      return {
        kind: 'later',
        retryAfterMs: secondsIn(answer.retryAfter) * 1_000,
        why: new ClientError('UNAVAILABLE', said, details),
      };
  }
};

const readPage = (text: string): PollPage | PollFault => {
  const body = parse(text);
  if (!isFields(body) || typeof body['cursor'] !== 'string' || !Array.isArray(body['messages'])) {
    const why = new ClientError('UNAVAILABLE', 'The answer to the poll is none that this client knows');
    return { kind: 'later', retryAfterMs: 0, why };
  }
  return {
    kind: 'page',
    messages: body['messages'],
    cursor: body['cursor'],
    seq: typeof body['seq'] === 'string' ? body['seq'] : undefined,
    recovered: body['recovered'] === true,
    more: body['more'] === true,
  };
};

/** `Retry-After` may also be a date, which is left to the backoff. */
const secondsIn = (retryAfter: string | undefined): number =>
  retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : 0;

import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../exit-codes.ts';
import { fieldsOf, parseJson, textOf } from '../terminal/json-fields.ts';
import { causeOf, failureAdvice, failureReason } from '../terminal/failure-reason.ts';
import { plainLine } from '../terminal/figures.ts';
import { backoffMs } from '../tail/backoff.ts';
import { retryAfterMsOf } from '../tail/ending.ts';

/** Where a gateway's API is. */
export interface ApiAddress {
  readonly url: URL;
  readonly token?: string;
}

/** One request. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly idempotencyKey?: string;
  /** Whether it does no harm to send it again when nobody knows whether it arrived. */
  readonly repeatable: boolean;
}

/** An answer, whatever its status. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What requests are sent with. */
export interface ApiParts {
  readonly random: () => number;
  /** Told before each wait. */
  readonly onRetry: (reason: string, waitMs: number) => void;
  /** Ends waits and requests. */
  readonly signal?: AbortSignal;
}

/** Attempts of one request before it is given up: with waits that double, a minute or so. */
const maxAttempts = 8;

/** How long one attempt may take. */
const timeoutMs = 30_000;

/**
 * Sends a request. What is refused for a moment (429, 503) is tried again when the answer says so, else with growing waits;
 * so is a lost connection, where repeating does no harm. Throws `UNAVAILABLE` when nobody answers in the end.
 */
export const callApi = async (address: ApiAddress, request: ApiRequest, parts: ApiParts): Promise<ApiAnswer> => {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(address, request, parts);
    const again = outcome.retry && attempt < maxAttempts;
    if (!again && outcome.answer !== undefined) return outcome.answer;
    if (!again) throw unavailable(address, outcome);
    const waitMs = Math.max(backoffMs(attempt, parts.random), outcome.retryAfterMs ?? 0);
    parts.onRetry(outcome.reason, waitMs);
    await delay(waitMs, undefined, parts.signal === undefined ? {} : { signal: parts.signal });
  }
};

interface Outcome {
  readonly answer?: ApiAnswer;
  readonly retry: boolean;
  readonly reason: string;
  readonly advice?: string;
  readonly retryAfterMs?: number | undefined;
}

const attemptOnce = async ({ url, token }: ApiAddress, request: ApiRequest, parts: ApiParts): Promise<Outcome> => {
  const { method, path, body, contentType = 'application/json', idempotencyKey, repeatable } = request;
  const signals = [AbortSignal.timeout(timeoutMs), ...(parts.signal === undefined ? [] : [parts.signal])];
  try {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'error',
      signal: AbortSignal.any(signals),
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': contentType }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const { status } = response;
    const answer = { status, body: parseJson(await response.text()) };
    const retryAfterMs = retryAfterMsOf(response.headers.get('retry-after'));
    return { answer, retry: status === 429 || status === 503, reason: `HTTP ${status}`, retryAfterMs };
  } catch (thrown) {
    if (parts.signal?.aborted === true) throw thrown;
    return { retry: repeatable && isPassing(thrown), reason: failureReason(thrown), advice: failureAdvice(thrown) };
  }
};

/** Whether a failure may be gone the next time. Nobody listening, a forbidden port or a wrong certificate stays as it is. */
const isPassing = (thrown: unknown): boolean => {
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return true;
  const cause = causeOf(thrown);
  return cause instanceof Error && 'code' in cause && passingCodes.has(String(cause.code));
};

/** Codes of connections that broke or were slow; those of fetch itself begin with UND_ERR. */
const passingCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const unavailable = ({ url }: ApiAddress, { reason, advice = '' }: Outcome): CommandError =>
  new CommandError('UNAVAILABLE', `${url.host} cannot be reached: ${reason}. ${advice}`.trim());

/** What to do at a terminal, where the advice for who writes a request would mislead. */
const adviceHere: ReadonlyMap<string, string> = new Map([
  ['UNAUTHENTICATED', 'Give a token that is good here in the variable PITWALL_TOKEN, or with --token-file FILE.'],
  // The message already names each problem.
  ['INVALID_REQUEST', ''],
]);

/** What an answer that is an error says: what happened and what to do about it. */
export const errorText = ({ status, body }: ApiAnswer): string => {
  const { code, message, how } = fieldsOf(fieldsOf(body)['error']);
  const advice = adviceHere.get(textOf(code)) ?? textOf(how);
  const said = [textOf(message) && `${textOf(message)}.`, advice, code === undefined ? '' : `(${textOf(code)})`];
  const text = plainLine(
    said
      .filter((part) => part !== '')
      .join(' ')
      .replace(/[.?!]\. /, '. '),
  );
  return text === '' ? `the gateway answered with HTTP ${status}` : text;
};

/** The exit that fits a refused request. */
export const refusedRequest = (answer: ApiAnswer): CommandError => {
  const denied = [401, 403, 421].includes(answer.status);
  const misused = fieldsOf(fieldsOf(answer.body)['error'])['code'] === 'INVALID_REQUEST';
  return new CommandError(denied ? 'DENIED' : misused ? 'USAGE' : 'FAILED', errorText(answer));
};

/** Reads a gateway's address as one would type it. */
export const apiAddress = (text: string, token: string | undefined): ApiAddress => {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole.replace(/^ws/i, 'http')) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new CommandError('USAGE', `"${text}" is no address: expected one such as http://127.0.0.1:8080`);
  }
  return token === undefined || token === '' ? { url } : { url, token };
};

/** Where a gateway is expected when nobody says. */
export const defaultUrl = 'http://127.0.0.1:8080';

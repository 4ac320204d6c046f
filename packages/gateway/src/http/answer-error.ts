import { PitwallError } from '@pitwall/model';
import type { ErrorCode, Problem } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorDetail } from './error-body.ts';
import { redactUrl } from '../observe/redact.ts';

/** Seconds after which to try again what a moment's overload refused. */
const retryAfterSeconds = 1;

/** What the framework refuses by itself, in our codes. */
const frameworkCodes: { readonly [code: string]: ErrorCode } = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INVALID_JSON',
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** Parameters of a URL are named as one writes them: `/symbol`. */
const problemOf = (one: unknown, context: string): Problem => {
  const path = `${context === 'querystring' ? '' : `/${context}`}${textOf(memberOf(one, 'instancePath'), '')}`;
  const missing = memberOf(memberOf(one, 'params'), 'missingProperty');
  if (typeof missing === 'string') return { path: `${path}/${missing}`, found: 'nothing', expected: 'be given' };
  const expected = textOf(memberOf(one, 'message'), 'another form').replace(/^must /, '');
  return { path, found: 'something else', expected };
};

/** A request whose parts do not fit the route's schema. */
const invalidRequest = (validation: readonly unknown[], context: string): PitwallError => {
  const problems = validation.slice(0, 20).map((one) => problemOf(one, context));
  const first = problems[0];
  const message = first === undefined ? 'The request is not valid' : `${first.path}: must ${first.expected}`;
  return context === 'body'
    ? new PitwallError('INVALID_EVENT', message, { problems })
    : new PitwallError('INVALID_REQUEST', message, { problems });
};

/** Turns whatever a route threw into one of our errors and its status. */
const readThrown = (thrown: unknown): { readonly error: PitwallError; readonly status: number } => {
  if (thrown instanceof PitwallError) return { error: thrown, status: thrown.status };
  const validation = memberOf(thrown, 'validation');
  if (Array.isArray(validation)) {
    const error = invalidRequest(validation, textOf(memberOf(thrown, 'validationContext'), 'request'));
    return { error, status: error.status };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = frameworkCodes[textOf(memberOf(thrown, 'code'), '')];
  if (code !== undefined) {
    const error = new PitwallError(code, message, { cause: thrown });
    return { error, status: error.status };
  }
  const status = memberOf(thrown, 'statusCode');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { error: new PitwallError(status === 404 ? 'NOT_FOUND' : 'INVALID_REQUEST', message), status };
  }
  const error = new PitwallError('INTERNAL', message, { cause: thrown });
  return { error, status: error.status };
};

/** RFC 6750 section 3: who showed no token is only asked for one; who showed a bad one is told that it was. */
const challenges: { readonly [Code in ErrorCode]?: string } = {
  UNAUTHENTICATED: 'Bearer realm="pitwall"',
  INVALID_TOKEN: 'Bearer realm="pitwall", error="invalid_token"',
  TOKEN_EXPIRED: 'Bearer realm="pitwall", error="invalid_token", error_description="The token has expired"',
};

/** What may differ from the code's own row. */
export interface ErrorAnswer {
  readonly status?: number;
  readonly how?: string;
  /** When to come back, for errors that pass. */
  readonly retryAfterMs?: number;
}

/** Answers with an error. */
export const answerError = (reply: FastifyReply, error: PitwallError, answer: ErrorAnswer = {}): FastifyReply => {
  if (answer.retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(answer.retryAfterMs / 1000));
  else if (error.status === 503) void reply.header('retry-after', retryAfterSeconds);
  const challenge = challenges[error.code];
  if (challenge !== undefined) void reply.header('www-authenticate', challenge);
  return reply
    .code(answer.status ?? error.status)
    .type('application/json; charset=utf-8')
    .send({ error: errorDetail(error, answer.how) });
};

/** Logs what callers are not told. */
export const logInternal = (request: FastifyRequest, error: PitwallError): void => {
  if (error.code !== 'INTERNAL') return;
  const err = error.cause ?? error;
  request.log.error({ err, method: request.method, url: redactUrl(request.url) }, 'a request failed');
};

/** Answers whatever a route threw. */
export const answerThrown = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { error, status } = readThrown(thrown);
  logInternal(request, error);
  return answerError(reply, error, { status });
};

import type { FastifyReply, FastifyRequest } from 'fastify';
import { PitwallError } from '@pitwall/model';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { isAllowedOrigin } from '../allowed-origin.ts';
import { answerError } from '../answer-error.ts';
import { described } from '../described.ts';
import { ErrorBody } from '../error-body.ts';
import type { HttpOptions } from '../http-options.ts';
import type { HttpParts } from '../http-parts.ts';
import type { HttpScope } from '../http-scope.ts';
import { EventStreams } from './event-streams.ts';
import type { NoPlace, StreamPlaces } from './stream-places.ts';
import { admitWatch, watchParameters } from './watch-query.ts';
import type { Watch } from './watch-query.ts';

const StreamQuery = Type.Object({
  since: Type.Optional(
    Type.String({ description: 'The cursor of the last event you have. The header Last-Event-ID comes before it.' }),
  ),
  ...watchParameters,
});

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // nginx would hold events back until its buffer is full.
  'x-accel-buffering': 'no',
  vary: 'Origin, Authorization, Cookie',
} as const;

/**
 * The cursor to go on from. One that cannot be honoured is answered so, however it looks: an EventSource that is refused
 * never comes back.
 */
const sinceOf = ({ headers }: FastifyRequest, query: Static<typeof StreamQuery>): string | undefined => {
  const header = headers['last-event-id'];
  return typeof header === 'string' && header !== '' ? header : query.since;
};

const tooMany = (reply: FastifyReply, { message, retryAfterSeconds }: NoPlace): FastifyReply =>
  answerError(reply, new PitwallError('RATE_LIMITED', message), { retryAfterMs: retryAfterSeconds * 1000 });

/**
 * Whether a page asks that may not read: it would learn nothing, but hold a connection, as with a WebSocket. Browsers name no
 * origin with images and links, but say that they are of another site.
 */
const isOfForeignPage = ({ headers }: FastifyRequest, { corsOrigins }: Pick<HttpOptions, 'corsOrigins'>): boolean =>
  !isAllowedOrigin(headers.origin, headers.host, corsOrigins) ||
  (headers.origin === undefined && headers['sec-fetch-site'] === 'cross-site');

const foreignPage = (reply: FastifyReply): FastifyReply =>
  answerError(reply, new PitwallError('FORBIDDEN_ORIGIN', 'Pages of this origin may read no stream'), {
    how: 'List the origin in `corsOrigins`.',
  });

/** From here on the answer is the stream's own. */
const beginStream = (reply: FastifyReply): void => {
  const response = reply.hijack().raw;
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...streamHeaders })) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.writeHead(200);
};

const assertOpen = (leaving: AbortSignal | undefined): void => {
  if (leaving?.aborted === true) throw new PitwallError('SHUTTING_DOWN', 'The gateway is shutting down');
};

/** Takes the place of whom the token names, until the client is gone. */
const admitSubject = ({ admission }: Watch, reply: FastifyReply, places: StreamPlaces | undefined) => {
  const subject = admission.identity?.subject;
  if (places === undefined || subject === undefined) return undefined;
  const refusal = places.admitSubject(subject);
  if (refusal !== undefined) return refusal;
  // A client that went away meanwhile closes no second time.
  if (reply.raw.destroyed) places.releaseSubject(subject);
  else reply.raw.once('close', () => places.releaseSubject(subject));
  return undefined;
};

const schema = {
  tags: ['watch'],
  summary: 'Stream events',
  description:
    'Server-sent events: `resume` first, then one event a message, named by its kind and with its cursor as id, and `bye` with a reason at the end.',
  security: [{ bearer: [] }, { cookie: [] }, {}],
  querystring: StreamQuery,
  headers: Type.Object({
    'last-event-id': Type.Optional(
      Type.String({ description: 'The id of the last event; an EventSource sends it itself.' }),
    ),
  }),
  response: {
    200: { content: { 'text/event-stream': { schema: Type.String() } } },
    '4xx': described(ErrorBody),
    '5xx': described(ErrorBody),
  },
};

/** `GET /v1/sse`: canonical events as they come, over plain HTTP, for whatever has no WebSocket. */
export const addStreamRoute = (scope: HttpScope, options: HttpOptions, parts: HttpParts): void => {
  const { leaving, streamPlaces } = parts;
  const streams = new EventStreams(options, parts);
  leaving?.addEventListener('abort', () => streams.close());
  scope.addHook('preClose', (done) => {
    streams.close();
    done();
  });
  scope.get('/v1/sse', { schema }, async (request, reply) => {
    assertOpen(leaving);
    if (isOfForeignPage(request, options)) return foreignPage(reply);
    const refusal = streamPlaces?.admit(request.ip);
    if (refusal !== undefined) return tooMany(reply, refusal);
    reply.raw.once('close', () => streamPlaces?.release(request.ip));
    const since = sinceOf(request, request.query);
    const watch = await admitWatch(request, request.query, parts.identity);
    assertOpen(leaving);
    const crowded = admitSubject(watch, reply, streamPlaces);
    if (crowded !== undefined) return tooMany(reply, crowded);
    if (request.method === 'HEAD') return reply.headers(streamHeaders).send();
    if (reply.raw.destroyed) return reply.hijack();
    streams.open(reply.raw, watch, {
      since,
      writeHead: () => beginStream(reply),
    });
    return reply;
  });
};

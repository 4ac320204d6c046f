import { accountPattern, PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Sources } from '../sources/sources.ts';
import { answerError } from './answer-error.ts';
import { described } from './described.ts';
import { ErrorBody } from './error-body.ts';
import type { HttpScope } from './http-scope.ts';
import type { PublishDesk } from './publish-scope.ts';
import type { PublisherAuthority } from './publisher-authority.ts';
import { decodeJson } from './read-json.ts';
import { publisherOf, requirePublisher } from './request-publisher.ts';

/** Largest body: two names and a number. */
const maxBodyBytes = 4096;

/** Shortest promise, in ms: a source that is to be missed sooner than after two seconds is missed for every hiccup of a network. */
const minHeartbeatMs = 1_000;

/** Longest promise, in ms: who is heard of once a day is not watched. */
const maxHeartbeatMs = 3_600_000;

const HeartbeatBody = Type.Object(
  {
    source: Type.Optional(
      Type.String({
        // As in an event: a control character would let a name forge a second line in a log.
        pattern: '^[^\\u0000-\\u001f\\u007f]{1,128}$',
        description: 'As its events name it; absent: the publisher.',
      }),
    ),
    account: Type.Optional(
      Type.String({ pattern: accountPattern, description: 'One of the publisher’s accounts; absent: its first.' }),
    ),
    heartbeatMs: Type.Optional(
      Type.Integer({
        minimum: minHeartbeatMs,
        maximum: maxHeartbeatMs,
        description: 'How often a sign of life may be expected. Needed unless it is a goodbye.',
      }),
    ),
    bye: Type.Optional(Type.Boolean({ description: 'The source ends here, and is gone at once.' })),
  },
  { additionalProperties: false },
);

const HeartbeatAnswer = Type.Object({
  source: Type.String(),
  account: Type.String(),
  status: Type.String({ description: '`live`, `gone` after a goodbye, `unknown` after one of nobody.' }),
  heartbeatMs: Type.Optional(Type.Integer()),
  silentAfterMs: Type.Optional(
    Type.Number({ description: 'Without another sign of life for so long it is silent, in ms.' }),
  ),
});

/** `POST /v1/heartbeat`: a sign of life of a source, and the promise of the next. */
export const addHeartbeatRoute = (
  app: HttpScope,
  parts: { readonly authority: PublisherAuthority; readonly sources: Pick<Sources, 'beat' | 'leave'> },
  desk: PublishDesk,
): void => {
  void app.register(async (scope: HttpScope) => {
    requirePublisher(scope, parts.authority);
    const parsing = { parseAs: 'buffer', bodyLimit: maxBodyBytes } as const;
    scope.addContentTypeParser('application/json', parsing, async (_request: FastifyRequest, body: Buffer) =>
      decodeJson(body),
    );
    scope.post(
      '/v1/heartbeat',
      {
        schema: {
          tags: ['publish'],
          summary: 'Give a sign of life',
          description:
            'A source that promises heartbeats is said to be live, silent or gone (`source-status`). Any event of it is a sign of life too.',
          security: [{ bearer: [] }],
          body: HeartbeatBody,
          response: { 200: described(HeartbeatAnswer), '4xx': described(ErrorBody), '5xx': described(ErrorBody) },
        },
      },
      async (request, reply) => {
        const publisher = publisherOf(request);
        const retryAfterMs = desk.overRate(publisher, 1);
        if (retryAfterMs > 0) {
          const error = new PitwallError('RATE_LIMITED', `"${publisher.name}" publishes more than its rate allows`);
          return answerError(reply, error, { retryAfterMs });
        }
        const { heartbeatMs, bye = false, ...name } = request.body;
        if (bye) return reply.send(await parts.sources.leave(publisher, name));
        if (heartbeatMs === undefined) {
          const problem = {
            path: '/heartbeatMs',
            found: 'nothing',
            expected: 'how often to expect a heartbeat, in ms',
          };
          throw new PitwallError('INVALID_REQUEST', 'A heartbeat promises the next', { problems: [problem] });
        }
        return reply.send(await parts.sources.beat(publisher, { ...name, heartbeatMs }));
      },
    );
  });
};

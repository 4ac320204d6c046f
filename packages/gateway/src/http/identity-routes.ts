import { PitwallError, TimeMsOf } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Identity } from '../identity/identity.ts';
import { answerError } from './answer-error.ts';
import { described } from './described.ts';
import { ErrorBody } from './error-body.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { decodeJson } from './read-json.ts';
import { entryOf, presentedBy } from './request-entry.ts';
import { TokenBuckets } from './token-bucket.ts';

/** Largest body: a revocation is one name. */
const maxBodyBytes = 4096;

const TicketAnswer = Type.Object({
  ticket: Type.String({ description: 'For `?ticket=`, once.' }),
  expiresAt: TimeMsOf('Until when, in ms since 1970.'),
});

const Name = Type.String({ minLength: 1, maxLength: 256 });

const RevocationBody = Type.Union([
  Type.Object(
    { tokenId: Type.String({ ...Name, description: 'The `jti` of one token.' }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { subject: Type.String({ ...Name, description: 'A user, all of whose tokens until now end.' }) },
    { additionalProperties: false },
  ),
]);

const answers = { '4xx': described(ErrorBody), '5xx': described(ErrorBody) };

type Parts = Pick<HttpParts, 'clock' | 'identity' | 'logger'>;

/**
 * Whose token a request carries in a header or cookie. A token in a URL gets no ticket: tickets are there so that tokens
 * stay out of URLs.
 */
const bearerOf = async (request: FastifyRequest, parts: Parts): Promise<Identity> => {
  const entry = entryOf(request, { policy: 'required', accounts: 'own', route: 'http' });
  const { identity } = await parts.identity.doorkeeper.admit(presentedBy(request), entry);
  if (identity === undefined) throw new PitwallError('UNAUTHENTICATED', 'A token is asked for and none came');
  return identity;
};

/** Answers 429 and says so, or lets go on. */
const isWithinRate = (subject: string, reply: FastifyReply, parts: Parts & { readonly budgets: TokenBuckets }) => {
  const retryAfterMs = parts.budgets.take(subject, 1, parts.clock.monotonicMs());
  if (retryAfterMs === 0) return true;
  answerError(reply, new PitwallError('RATE_LIMITED', 'You ask too often'), { retryAfterMs });
  return false;
};

const addTickets = (scope: HttpScope, parts: Parts & { readonly budgets: TokenBuckets }): void => {
  scope.post(
    '/v1/tickets',
    {
      schema: {
        tags: ['identity'],
        summary: 'Get a ticket',
        description:
          'For a client that can set no headers, such as a browser’s WebSocket: `?ticket=` lets it in once, as whoever asked. The body is empty.',
        security: [{ bearer: [] }, { cookie: [] }],
        response: { 201: described(TicketAnswer), ...answers },
      },
    },
    async (request, reply) => {
      const identity = await bearerOf(request, parts);
      if (!isWithinRate(identity.subject, reply, parts)) return reply;
      const { ticket, expiresAtMs } = parts.identity.tickets.issue(identity);
      return reply.code(201).send({ ticket, expiresAt: expiresAtMs });
    },
  );
};

const addRevocations = (scope: HttpScope, parts: Parts & { readonly budgets: TokenBuckets }): void => {
  scope.post(
    '/v1/revocations',
    {
      schema: {
        tags: ['identity'],
        summary: 'Revoke a token, or all of a user until now',
        description: 'For admins. What is open by it is closed at once.',
        security: [{ bearer: [] }, { cookie: [] }],
        body: RevocationBody,
        response: { 204: Type.Null({ description: 'It holds.' }), ...answers },
      },
      // Before a byte of the body is read.
      onRequest: async (request, reply) => {
        const identity = await bearerOf(request, parts);
        if (!identity.admin) throw new PitwallError('FORBIDDEN', 'Only an admin may revoke');
        if (!isWithinRate(identity.subject, reply, parts)) return reply;
        parts.logger.info({ by: identity.subject }, 'a revocation is asked for');
        return undefined;
      },
    },
    async (request, reply) => {
      await parts.identity.revocations.revoke(request.body);
      return reply.code(204).send(null);
    },
  );
};

/** `POST /v1/tickets` and `POST /v1/revocations`. */
export const addIdentityRoutes = (app: HttpScope, options: HttpOptions, parts: Parts): void => {
  const perSecond = options.identityRequestsPerSecond;
  const budgets = new TokenBuckets({ perSecond, burst: 2 * perSecond });
  void app.register(async (scope: HttpScope) => {
    const parsing = { parseAs: 'buffer', bodyLimit: maxBodyBytes } as const;
    scope.addContentTypeParser('application/json', parsing, async (_request: FastifyRequest, body: Buffer) =>
      body.length === 0 ? undefined : decodeJson(body),
    );
    addTickets(scope, { ...parts, budgets });
    addRevocations(scope, { ...parts, budgets });
  });
};

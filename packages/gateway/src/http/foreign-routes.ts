import { PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import { answerError } from './answer-error.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { decodeJson } from './read-json.ts';
import { callerOf, requireCaller } from './request-caller.ts';
import type { RoutePlugin } from './route-plugin.ts';
import { findUnsafe, unsafeJson } from './safe-json.ts';
import { TokenBuckets } from './token-bucket.ts';

const readBody = (_request: FastifyRequest, body: Buffer): Promise<unknown> => {
  // An empty body is left to the route's schema, which knows whether one is needed.
  if (body.length === 0) return Promise.resolve(undefined);
  const value = decodeJson(body);
  const unsafe = findUnsafe(value);
  if (unsafe !== undefined) throw unsafeJson('The body', unsafe);
  return Promise.resolve(value);
};

/** Mounts somebody else's routes in a scope of their own, behind the caller's token and budget. */
export const mountRoutes = (
  app: HttpScope,
  plugin: RoutePlugin,
  options: HttpOptions,
  parts: Pick<HttpParts, 'authority' | 'clock' | 'identity'>,
): void => {
  const perSecond = options.routeRequestsPerSecond;
  const budgets = new TokenBuckets({ perSecond, burst: 2 * perSecond });
  void app.register(
    async (scope: HttpScope) => {
      requireCaller(scope, parts, options.account);
      scope.addHook('onRequest', (request, reply, done) => {
        const { name } = callerOf(request);
        const retryAfterMs = budgets.take(name, 1, parts.clock.monotonicMs());
        if (retryAfterMs === 0) return done();
        answerError(reply, new PitwallError('RATE_LIMITED', `"${name}" asks too often`), { retryAfterMs });
      });
      const bodyLimit = options.maxRouteBodyBytes;
      scope.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, readBody);
      await plugin.register(scope);
    },
    { prefix: plugin.prefix },
  );
};

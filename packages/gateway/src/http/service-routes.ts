import { PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answerError } from './answer-error.ts';
import { described } from './described.ts';
import { ErrorBody } from './error-body.ts';
import { HealthReport } from './health-report.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { entryOf, presentedBy } from './request-entry.ts';
import { addConsoleRoutes } from './console-routes.ts';
import { welcomePage } from './welcome-page.ts';

/** Media type of Prometheus’ text format. */
const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** What is at `/`: where to go from here. */
const links = {
  documentation: '/docs',
  openapi: '/openapi.json',
  asyncapi: '/asyncapi.json',
  health: '/health',
  ready: '/ready',
  metrics: '/metrics',
  events: '/v1/events',
  snapshot: '/v1/snapshot',
} as const;

const addHealth = (scope: HttpScope, parts: Pick<HttpParts, 'health'>): void => {
  scope.get(
    '/health',
    {
      schema: {
        tags: ['service'],
        summary: 'How the gateway is',
        description: '503 when degraded, so that a monitor needs no JSON. A draining gateway is still healthy.',
        response: { 200: described(HealthReport), 503: described(HealthReport) },
      },
    },
    (_request, reply) => {
      const report = parts.health();
      return reply.code(report.status === 'degraded' ? 503 : 200).send(report);
    },
  );
  scope.get(
    '/ready',
    {
      schema: {
        tags: ['service'],
        summary: 'Whether new clients should be sent here',
        response: { 200: described(Type.Object({ ready: Type.Literal(true) })), 503: described(ErrorBody) },
      },
    },
    (_request, reply) => {
      const { status } = parts.health();
      if (status === 'healthy') return reply.send({ ready: true });
      const draining = new PitwallError('SHUTTING_DOWN', 'The gateway drains');
      const degraded = new PitwallError('OVERLOADED', 'The gateway is degraded');
      return answerError(reply, status === 'draining' ? draining : degraded);
    },
  );
};

/**
 * `/metrics` names no account, but tells how much goes on: where the routes of no page ask for a token, it asks for an
 * admin's. Throws `UNAUTHENTICATED` or `FORBIDDEN`.
 */
const checkMetricsReader = async (request: FastifyRequest, { identity }: Pick<HttpParts, 'identity'>) => {
  const policy = identity.policies.forApi();
  if (policy !== 'required') return;
  const entry = entryOf(request, { policy, accounts: 'own', route: 'http' });
  const admission = await identity.doorkeeper.admit(presentedBy(request), entry);
  if (admission.identity?.admin !== true) throw new PitwallError('FORBIDDEN', 'Only an admin may read metrics here');
};

/** The routes about the gateway itself: `/`, `/health`, `/ready`, `/metrics`, `/openapi.json`. */
export const addServiceRoutes = (
  scope: HttpScope,
  parts: Pick<HttpParts, 'console' | 'health' | 'identity' | 'metrics'>,
): void => {
  addHealth(scope, parts);
  scope.get(
    '/metrics',
    {
      schema: {
        tags: ['service'],
        summary: 'Metrics for Prometheus',
        description: 'Asks for an admin’s token where the API asks for a token.',
        security: [{ bearer: [] }, {}],
        produces: ['text/plain'],
      },
    },
    async (request, reply) => {
      await checkMetricsReader(request, parts);
      return reply.type(metricsType).send(await parts.metrics());
    },
  );
  scope.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => reply.send(scope.swagger()));
  addRoot(scope, parts);
};

/** `/` is the console for people, and for programs a list of where to go. */
const addRoot = (scope: HttpScope, parts: Pick<HttpParts, 'console' | 'health'>): void => {
  const sendConsole = parts.console === undefined ? undefined : addConsoleRoutes(scope, parts.console);
  scope.get('/', { schema: { hide: true } }, (request, reply) => {
    const about = { name: 'pitwall', version: parts.health().version, links };
    void reply.header('vary', 'Origin, Accept');
    if (request.headers.accept?.includes('text/html') !== true) return reply.send(about);
    if (sendConsole !== undefined) return sendConsole(request, reply);
    void reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    return reply.type('text/html; charset=utf-8').send(welcomePage(about));
  });
};

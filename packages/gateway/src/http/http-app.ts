import type { IncomingMessage } from 'node:http';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger } from 'fastify';
import { countName } from '../observe/count.ts';
import { redactUrl } from '../observe/redact.ts';
import { plainAddress } from '../remote-address.ts';
import { securityHeaders } from '../security-headers.ts';
import { limitAddresses } from './address-limits.ts';
import { answerThrown } from './answer-error.ts';
import { addAsyncApiRoute } from './asyncapi/asyncapi-route.ts';
import { addEventsRoute } from './events-route.ts';
import { addWatchRoutes } from './watch-routes.ts';
import { mountRoutes } from './foreign-routes.ts';
import { answerUnknown, guardFrontDoor } from './front-door.ts';
import { addHeartbeatRoute } from './heartbeat-route.ts';
import { defaultHttpOptions } from './http-options.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { addIdentityRoutes } from './identity-routes.ts';
import { addIngestRoute } from './ingest-route.ts';
import { KnownRoutes } from './known-routes.ts';
import { takePublishBodies } from './publish-body.ts';
import { PublishDesk } from './publish-scope.ts';
import { requirePublisher } from './request-publisher.ts';
import { addServiceRoutes } from './service-routes.ts';
import { addSeriesRoutes } from './series/series-routes.ts';
import { addSnapshotRoute } from './snapshot-route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The client behind it, whatever proxies stand between. Not `ip`, which takes any text of a proxy for an address. */
    readonly clientAddress: string;
  }
}

const peerOf = ({ socket }: IncomingMessage): string => plainAddress(socket.remoteAddress ?? '');

/** An application without routes: no body is read unless a scope says how, and nothing logs a URL with its token. */
const createBareApp = (logger: FastifyBaseLogger, addressOf: (request: IncomingMessage) => string): HttpScope => {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger a request would cost more than most requests do.
    childLoggerFactory: (parent) => parent,
    // The gateway drains its own connections and answers until they are gone.
    return503OnClosing: false,
    // A URL that cannot be read passes no front door.
    frameworkErrors: (error, request, reply) => void answerThrown(error, request, reply.headers(securityHeaders)),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.removeAllContentTypeParsers();
  app.decorateRequest('publisher', null);
  app.decorateRequest('caller', null);
  app.decorateRequest('clientAddress', {
    getter() {
      return addressOf(this.raw);
    },
  });
  app.setErrorHandler(answerThrown);
  // Answers are made by code that is typed by their schemas; serialising by schema again would only cost time.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  return app;
};

const describe = async (app: HttpScope, version: string): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Pitwall',
        version,
        description: 'Publish what a trading operation does once; watch it from any console.',
      },
      tags: [
        { name: 'publish', description: 'For engines, bots and backtests.' },
        { name: 'watch', description: 'For consoles. Live data goes over WebSockets.' },
        { name: 'identity', description: 'Tickets and revocations.' },
        { name: 'service', description: 'About the gateway itself.' },
      ],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'pitwall_token' },
        },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
};

const countResponses = (app: HttpScope, { stats, logger }: Pick<HttpParts, 'stats' | 'logger'>): void => {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    const route = request.routeOptions.url ?? 'unknown';
    if (stats !== undefined) countName(stats.responses, `${method} ${reply.statusCode} ${route}`);
    if (logger.isLevelEnabled('debug')) {
      logger.debug({ method, url: redactUrl(url), status: reply.statusCode, tookMs: reply.elapsedTime }, 'answered');
    }
    done();
  });
};

/**
 * Makes the HTTP application, ready but not listening: whoever owns the listeners passes requests to `routing`. Closing it
 * ends waiting polls.
 */
export const createHttpApp = async (options: Partial<HttpOptions>, parts: HttpParts): Promise<HttpScope> => {
  const resolved: HttpOptions = Object.freeze({ ...defaultHttpOptions, ...options });
  const app = createBareApp(parts.logger, parts.addressOf ?? peerOf);
  const routes = new KnownRoutes();
  routes.listen(app);
  guardFrontDoor(app, resolved, routes);
  limitAddresses(app, resolved, parts);
  answerUnknown(app, routes);
  countResponses(app, parts);
  const { tellsOfItself = true } = parts;
  if (tellsOfItself) await describe(app, parts.health().version);
  const desk = new PublishDesk(resolved, parts);
  void app.register(async (scope: HttpScope) => {
    requirePublisher(scope, parts.authority);
    takePublishBodies(scope, resolved.maxBodyBytes);
    addEventsRoute(scope, parts.ingest, desk);
    addIngestRoute(scope, parts, desk);
  });
  addHeartbeatRoute(app, parts, desk);
  addSnapshotRoute(app, parts);
  addSeriesRoutes(app, parts);
  addWatchRoutes(app, resolved, parts);
  addIdentityRoutes(app, resolved, parts);
  if (tellsOfItself) {
    addServiceRoutes(app, parts);
    addAsyncApiRoute(app, parts);
  }
  for (const plugin of parts.routes ?? []) mountRoutes(app, plugin, resolved, parts);
  await app.ready();
  return app;
};

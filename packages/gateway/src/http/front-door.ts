import { PitwallError } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAllowedHost } from './allowed-host.ts';
import { isAllowedOrigin } from './allowed-origin.ts';
import { answerError } from './answer-error.ts';
import type { HttpScope } from './http-scope.ts';
import type { KnownRoutes } from './known-routes.ts';

/** Methods that change nothing: a page elsewhere may send them, but without the CORS headers cannot read the answers. */
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const corsHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-none-match',
  'access-control-max-age': '600',
} as const;

/** What the front door goes by. */
export interface FrontDoorOptions {
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

const answerOptions = (request: FastifyRequest, reply: FastifyReply, mayRead: boolean, routes: KnownRoutes) => {
  const methods = routes.methodsOf(request.url);
  if (methods.length === 0) return;
  if (request.headers['access-control-request-method'] !== undefined && mayRead) void reply.headers(corsHeaders);
  void reply
    .code(204)
    .header('allow', [...new Set([...methods, 'OPTIONS'])].join(', '))
    .send();
};

/** What every request passes first: whose name it asked for, from which page it comes, and headers that keep answers in place. */
export const guardFrontDoor = (app: HttpScope, options: FrontDoorOptions, routes: KnownRoutes): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const { host, origin } = request.headers;
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      vary: 'Origin',
    });
    if (!isAllowedHost(host, options.allowedHosts)) {
      answerError(reply, new PitwallError('MISDIRECTED_HOST', `Host ${JSON.stringify(host ?? '')} is not served here`));
      return;
    }
    const allowed = isAllowedOrigin(origin, host, options.allowedOrigins);
    if (!allowed && !harmless.has(request.method)) {
      answerError(reply, new PitwallError('FORBIDDEN_ORIGIN', `Pages of ${JSON.stringify(origin)} may not do this`));
      return;
    }
    const mayRead = allowed && origin !== undefined;
    if (mayRead) {
      void reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'etag, retry-after',
      });
    }
    if (request.method === 'OPTIONS') answerOptions(request, reply, mayRead, routes);
    if (!reply.sent) done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // Telemetry is of the moment and of one account: no cache may keep it unless a route says how.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done();
  });
};

/** Answers for paths that do not exist, and for methods that existing ones do not offer. */
export const answerUnknown = (app: HttpScope, routes: KnownRoutes): void => {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = routes.methodsOf(path);
    if (methods.length === 0) return answerError(reply, new PitwallError('NOT_FOUND', `There is nothing at ${path}`));
    void reply.header('allow', methods.join(', '));
    return answerError(reply, new PitwallError('METHOD_NOT_ALLOWED', `${path} does not offer ${request.method}`), {
      how: `Use ${methods.join(' or ')}.`,
    });
  });
};

import { PitwallError } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { securityHeaders } from '../security-headers.ts';
import { isAllowedHost } from './allowed-host.ts';
import { isAllowedOrigin } from './allowed-origin.ts';
import { answerError } from './answer-error.ts';
import type { HttpScope } from './http-scope.ts';
import type { KnownRoutes } from './known-routes.ts';
import { showsToken } from './request-entry.ts';

/** Methods that change nothing: a page elsewhere may send them, but without the CORS headers cannot read the answers. */
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-none-match, last-event-id',
  'access-control-max-age': '600',
} as const;

/** What the front door goes by. */
export interface FrontDoorOptions {
  readonly allowedHosts: readonly string[];
  /** Origins whose pages may change things. */
  readonly allowedOrigins: readonly string[];
  /** Origins whose pages may read answers. */
  readonly corsOrigins: readonly string[];
}

const answerOptions = (request: FastifyRequest, reply: FastifyReply, routes: KnownRoutes) => {
  const methods = routes.methodsOf(request.url);
  if (methods.length === 0) return;
  void reply
    .code(204)
    .header('allow', [...new Set([...methods, 'OPTIONS'])].join(', '))
    .send();
};

/**
 * What a browser is told of a page. A page that may act but not read gets its preflights answered, so that it can send, and
 * no header with the answers, so that it learns nothing by them.
 */
const corsHeadersFor = (
  request: FastifyRequest,
  origin: string,
  page: { readonly mayAct: boolean; readonly mayRead: boolean },
): { readonly [header: string]: string } => {
  const allow = { 'access-control-allow-origin': origin };
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
    return page.mayAct || page.mayRead ? { ...allow, ...preflightHeaders } : {};
  }
  return page.mayRead ? { ...allow, 'access-control-expose-headers': 'etag, retry-after' } : {};
};

/**
 * Whether a page had the request sent that may neither act nor read. Browsers name no origin with images and links, but say
 * that they are of another site, and no page can unsay it.
 */
const isOfForeignPage = ({ headers }: FastifyRequest, isKnown: boolean): boolean =>
  !isKnown || (headers.origin === undefined && headers['sec-fetch-site'] === 'cross-site');

/** What every request passes first: whose name it asked for, from which page it comes, and headers that keep answers in place. */
export const guardFrontDoor = (app: HttpScope, options: FrontDoorOptions, routes: KnownRoutes): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const { host, origin } = request.headers;
    void reply.headers({ ...securityHeaders, vary: 'Origin' });
    if (!isAllowedHost(host, options.allowedHosts)) {
      answerError(reply, new PitwallError('MISDIRECTED_HOST', `Host ${JSON.stringify(host ?? '')} is not served here`));
      return;
    }
    const encrypted = 'encrypted' in request.raw.socket;
    const allowed = isAllowedOrigin(origin, host, options.allowedOrigins, encrypted);
    if (!allowed && !harmless.has(request.method)) {
      answerError(reply, new PitwallError('FORBIDDEN_ORIGIN', `Pages of ${JSON.stringify(origin)} may not do this`));
      return;
    }
    const mayRead = isAllowedOrigin(origin, host, options.corsOrigins, encrypted);
    if (isOfForeignPage(request, allowed || mayRead) && showsToken(request)) {
      answerError(reply, new PitwallError('FORBIDDEN_ORIGIN', 'Pages of this origin may show no token'));
      return;
    }
    if (origin !== undefined) void reply.headers(corsHeadersFor(request, origin, { mayAct: allowed, mayRead }));
    if (request.method === 'OPTIONS') answerOptions(request, reply, routes);
    if (!reply.sent) done();
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

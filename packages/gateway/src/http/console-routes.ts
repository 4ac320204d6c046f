import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PitwallError } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answerError } from './answer-error.ts';
import type { ConsoleFiles } from './console-files.ts';
import type { HttpScope } from './http-scope.ts';

/**
 * What the console may do: run its own scripts and nothing else, talk to this gateway alone, stand in no frame. Styles may be
 * inline, because menus and charts are put in their place by them; a style runs nothing, and there is nowhere to send anything.
 */
export const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A part of the console never changes under its name. */
const keptForGood = 'public, max-age=31536000, immutable';

const types: ReadonlyMap<string, string> = new Map([
  ['css', 'text/css; charset=utf-8'],
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['woff2', 'font/woff2'],
]);

/** Types that compress already are sent as they are. */
const isCompressible = (type: string): boolean => !type.startsWith('font/');

const compress = promisify(gzip);

/** Compresses each file once, when it is first asked for. */
const createPacker = (): ((name: string, body: Uint8Array) => Promise<Uint8Array>) => {
  const packed = new Map<string, Promise<Uint8Array>>();
  return (name, body) => {
    const known = packed.get(name) ?? compress(body);
    packed.set(name, known);
    return known;
  };
};

const takesGzip = ({ headers }: FastifyRequest): boolean => /\bgzip\b/.test(headers['accept-encoding'] ?? '');

/** Answers with the console itself; never kept, so that a new build is seen at once. */
export type SendConsole = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Adds the console's pages and its parts, which need no token: they are the same for everybody and show nothing by themselves.
 * Only the pages that it has are answered with it; any other unknown path stays an error.
 */
export const addConsoleRoutes = (scope: HttpScope, { pages, index, assets }: ConsoleFiles): SendConsole => {
  const pack = createPacker();
  const send = async (request: FastifyRequest, reply: FastifyReply, name: string, body: Uint8Array) => {
    const type = types.get(name.slice(name.lastIndexOf('.') + 1)) ?? 'application/octet-stream';
    void reply.type(type);
    if (!isCompressible(type)) return reply.send(body);
    void reply.header('vary', 'Origin, Accept, Accept-Encoding');
    if (!takesGzip(request)) return reply.send(body);
    return reply.header('content-encoding', 'gzip').send(await pack(name, body));
  };
  const sendConsole: SendConsole = (request, reply) =>
    send(request, reply.header('content-security-policy', consolePolicy), 'index.html', index);
  for (const page of pages) scope.get(`/${page}`, { schema: { hide: true } }, sendConsole);
  scope.get(
    '/assets/:name',
    { schema: { hide: true, params: Type.Object({ name: Type.String() }) } },
    async (request, reply) => {
      const { name } = request.params;
      const body = assets.get(name);
      if (body === undefined) {
        return answerError(reply, new PitwallError('NOT_FOUND', `The console has no ${name}`), {
          how: 'Load the page anew: it may be of an older version.',
        });
      }
      return send(request, reply.header('cache-control', keptForGood), name, body);
    },
  );
  return sendConsole;
};

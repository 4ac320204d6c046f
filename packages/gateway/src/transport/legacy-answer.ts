import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dialect, PageAnswer, ServiceFacts } from '@pitwall/dialects';
import { securityHeaders } from '../security-headers.ts';
import type { RawRefusal } from './raw-refusal.ts';
import type { Route } from './route-table.ts';

/** What answers on a page's own port are made of. */
export interface LegacyParts {
  readonly routes: readonly Route[];
  /** Judges whom the request was led to. */
  readonly judge: (request: IncomingMessage) => RawRefusal | undefined;
  /** The page of another site that may read the answer; `undefined` when none may. */
  readonly readerOf: (request: IncomingMessage) => string | undefined;
  readonly factsFor: (dialect: Dialect) => ServiceFacts;
}

interface LegacyAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers?: { readonly [name: string]: string };
}

/** Answers a plain request on a page's own port: its plain pages, else which paths speak WebSocket, so that nobody has to guess. */
export const answerLegacyRequest = (
  listener: string,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  parts: LegacyParts,
): void => {
  const { request, response } = exchange;
  const refusal = parts.judge(request);
  const answer = refusal === undefined ? answerOf(listener, request, parts) : refused(refusal);
  const reader = refusal === undefined ? parts.readerOf(request) : undefined;
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    vary: 'Origin',
    ...(reader === undefined ? {} : { 'access-control-allow-origin': reader }),
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};

const refused = ({ status, code, message, retryAfterSeconds }: RawRefusal): LegacyAnswer => ({
  status,
  body: { error: { code, message } },
  headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
});

const answerOf = (listener: string, request: IncomingMessage, parts: LegacyParts): LegacyAnswer => {
  const here = parts.routes.filter((route) => route.listener === listener);
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  for (const { dialect } of here) {
    const page = Object.entries(dialect.pages ?? {}).find(([name]) => name === path)?.[1];
    if (page !== undefined) return pageAnswer(request, () => page(parts.factsFor(dialect)));
  }
  return {
    status: 426,
    body: {
      message: 'This port speaks WebSocket here',
      spoken: here.map(({ dialect, path: spoken }) => ({ dialect: dialect.name, path: spoken })),
    },
    headers: { upgrade: 'websocket', connection: 'Upgrade, close' },
  };
};

const pageAnswer = ({ method }: IncomingMessage, say: () => PageAnswer): LegacyAnswer => {
  if (method === 'GET' || method === 'HEAD') return say();
  const message = `This page does not offer ${method ?? 'that'}`;
  return {
    status: 405,
    body: { error: { code: 'METHOD_NOT_ALLOWED', message } },
    headers: { allow: 'GET, HEAD' },
  };
};

import type { ServerResponse } from 'node:http';
import type { Route } from './route-table.ts';

/** Answers a plain request on a port that only speaks WebSocket: says which paths, so that nobody has to guess. */
export const answerLegacyRequest = (routes: readonly Route[], listener: string, response: ServerResponse): void => {
  const spoken = routes
    .filter((route) => route.listener === listener)
    .map(({ dialect, path }) => ({ dialect: dialect.name, path }));
  const body = JSON.stringify({ message: 'This port speaks WebSocket only', spoken });
  response.writeHead(426, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Upgrade: 'websocket',
    Connection: 'Upgrade, close',
  });
  response.end(body);
};

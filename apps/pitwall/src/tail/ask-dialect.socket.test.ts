import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askDialect } from './ask-dialect.ts';

const parts = { random: () => 0, onRetry: () => undefined };

let server: Server;
let spoken: unknown;
let greeting: object;

beforeEach(async () => {
  greeting = {};
  spoken = [
    { dialect: 'carry', path: '/ws' },
    { dialect: 'fleet', path: '/api/ws' },
  ];
  server = createServer((_request, response) => {
    response.writeHead(426, { 'content-type': 'application/json', upgrade: 'websocket' });
    response.end(JSON.stringify({ message: 'here', spoken, ...greeting }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => server.close());

const asked = (path: string) =>
  askDialect(new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`), parts);

describe('a gateway that is asked what it speaks', () => {
  it('tells the dialect of a path that several dialects have', async () => {
    expect(await asked('/ws')).toEqual({ dialect: 'carry', path: '/ws' });
    expect(await asked('/nowhere')).toBeUndefined();
  });

  it('tells the path where it speaks one dialect alone', async () => {
    expect(await asked('/')).toBeUndefined();
    spoken = [{ dialect: 'titan', path: '/ws/console' }];
    expect(await asked('/')).toEqual({ dialect: 'titan', path: '/ws/console' });
  });

  it('tells what its greeting names', async () => {
    greeting = { service: 'Pitwall', dialect: 'carry', websocket: '/ws' };
    expect(await asked('/')).toEqual({ dialect: 'carry', path: '/ws' });
  });

  it.each([[undefined], ['carry'], [[null, 7, { dialect: 7, path: '/ws' }]]])(
    'tells nothing where the answer is another: %j',
    async (other) => {
      spoken = other;
      expect(await asked('/ws')).toBeUndefined();
    },
  );

  it('tells nothing where nobody is', async () => {
    expect(await askDialect(new URL('ws://127.0.0.1:1/ws'), parts)).toBeUndefined();
  });
});

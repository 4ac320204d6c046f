import { once } from 'node:events';
import { createServer } from 'node:net';
import { fleet } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { mintToken } from './identity/mint-token.ts';
import { defaultGatewayOptions } from './options.ts';

const running: Gateway[] = [];

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

interface Answer {
  readonly cursor: string;
  readonly recovered: boolean;
  readonly messages: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
}

/** The page’s dialect with a port of this test for its own. */
const start = async () => {
  const port = await freePort();
  const { routes } = fleet.traits;
  const spoken: Dialect = {
    ...fleet,
    traits: { ...fleet.traits, routes: { ...routes, legacy: [{ port, path: '/api/ws' }] } },
  };
  const options = {
    ...defaultGatewayOptions,
    port: 0,
    jwtSecret: 'a-secret-of-no-less-than-32-bytes!',
    publishToken: 'publisher',
  };
  const logger = pino({ level: 'silent' });
  const gateway = createGateway(options, { dialects: [spoken], logger, version: 'test' });
  running.push(gateway);
  const { main } = await gateway.start();
  const { token } = await mintToken(options, { subject: 'ann', ttlMs: 600_000 }, systemClock);
  return { gateway, token, urls: [`${main.url}/api/ws/poll`, `http://127.0.0.1:${port}/api/ws/poll`] };
};

const bot = (botId: string, account: string) => ({ kind: 'bot', account, data: { botId, status: 'running' } }) as const;

describe('the polling endpoint of the fleet page', () => {
  // Promises: fleet.poll, fleet.poll-auth, fleet.poll-greeting, fleet.poll-snapshot, fleet.poll-etag, fleet.own-data, ruling-11.isolation-poll
  it('is on both listeners what a session is: a greeting, the present values, what came since, one’s own alone', async () => {
    const { gateway, token, urls } = await start();
    await gateway.publish([bot('b1', 'ann'), bot('b2', 'bob')]);
    for (const [index, url] of urls.entries()) {
      const refused = await fetch(url);
      expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
        401,
        'UNAUTHENTICATED',
      ]);
      const ask = async (query: string): Promise<Answer> =>
        (await (await fetch(`${url}?token=${token}${query}`)).json()) as Answer;
      const first = await ask('&types=bots');
      expect(first.recovered).toBe(false);
      expect(first.messages[0]).toMatchObject({ type: 'connection', data: { status: 'connected', mode: 'polling' } });
      expect(first.messages.slice(1).map(({ type, data }) => [type, data['id']])).toContainEqual(['bots', 'b1']);
      expect(JSON.stringify(first)).not.toMatch(/"(?:b2|bob)"/);
      await gateway.publish([bot(`ann-${index}`, 'ann'), bot(`bob-${index}`, 'bob')]);
      const next = await ask(`&types=bots&since=${first.cursor}`);
      expect(next.recovered).toBe(true);
      expect(next.messages.map(({ type, data }) => [type, data['id']])).toEqual([['bots', `ann-${index}`]]);
      const known = await fetch(`${url}?token=${token}&types=bots&since=${next.cursor}`, {
        headers: { 'if-none-match': `"${next.cursor}"` },
      });
      expect(known.status).toBe(304);
    }
  });
});

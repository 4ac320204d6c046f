import { dialects } from '@pitwall/dialects';
import { probeDialect, RawClient } from '@pitwall/testkit';
import { expect, it } from 'vitest';
import { createGateway } from './gateway.ts';
import { systemClock } from './clock.ts';
import { testSecret } from './identity/identity-rig.fixture.ts';
import { mintToken } from './identity/mint-token.ts';
import { createLogger } from './observe/logger.ts';
import { defaultGatewayOptions } from './options.ts';

it('metrics and health name no account and no user, and the log holds no token, whatever is published, watched and refused', async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'trace' }, { destination: { write: (line) => void lines.push(line) } });
  const options = { ...defaultGatewayOptions, port: 0, legacyPorts: false, drainSpreadMs: 0, jwtSecret: testSecret };
  const gateway = createGateway(
    { ...options, authRoutes: { probe: 'required' } },
    { dialects: [...dialects, probeDialect], logger, version: 'test' },
  );
  const { main } = await gateway.start();
  const claims = { subject: 'user-q7', accounts: ['acct-q7'], ttlMs: 60_000 };
  const { token } = await mintToken(options, { ...claims, publishes: { kinds: '*', shared: true } }, systemClock);
  const authorization = `Bearer ${token}`;
  const publish = (account: string) =>
    fetch(`${main.url}/v1/events`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'equity', data: { equity: 1 }, account }),
    });
  expect([(await publish('acct-q7')).status, (await publish('acct-zz-q7')).status]).toEqual([200, 403]);
  const client = await RawClient.open({ port: main.port, path: `/ws/probe?topics=equity&token=${token}` });
  expect(await client.until((message) => message['type'] === 'equity')).toMatchObject({ account: 'acct-q7' });
  const foreign = await RawClient.open({ port: main.port, path: `/ws/probe?account=acct-zz-q7&token=${token}` });
  expect((await foreign.closed).code).toBe(4403);
  for (const query of [`account=acct-q7&token=${token}`, 'account=acct-zz-q7', 'token=bad-q7']) {
    await fetch(`${main.url}/v1/snapshot?${query}`);
  }
  const said = [await (await fetch(`${main.url}/metrics`)).text(), await (await fetch(`${main.url}/health`)).text()];
  expect(said[0]).toContain('pitwall_admissions_total{token="with",route="probe"} 1');
  expect(said.join('')).not.toMatch(/q7/);
  for (const line of lines) expect(line).not.toContain(token);
  client.destroy();
  foreign.destroy();
  await gateway.stop();
});

import { createServer } from 'node:http';
import { dialects } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import { FakeClock } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { mintToken } from './identity/mint-token.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const jwtSecret = 'a-secret-of-no-less-than-32-bytes!';

/** Behind a proxy on this machine, which the requests of a test stand for. */
const behindProxy: Partial<GatewayOptions> = {
  trustedProxies: ['loopback'],
  tlsEndsAtProxy: true,
  allowedHosts: ['desk.example'],
  anonymousBeyondLoopback: true,
};

const running: Gateway[] = [];

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** A gateway in standing time, and requests to it. */
const start = async (options: Partial<GatewayOptions>, spoken: readonly Dialect[] = dialects) => {
  const clock = new FakeClock();
  const settings: GatewayOptions = { ...defaultGatewayOptions, port: 0, legacyPorts: false, ...options };
  const parts = { dialects: spoken, logger: pino({ level: 'silent' }), version: 'test', clock };
  const gateway = createGateway(settings, parts);
  running.push(gateway);
  const { main } = await gateway.start();
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${main.url}${path}`, { headers });
  const statuses = async (count: number, path: string, headers: Record<string, string> = {}): Promise<number[]> => {
    const seen: number[] = [];
    while (seen.length < count) {
      const response = await ask(path, headers);
      await response.text();
      seen.push(response.status);
    }
    return seen;
  };
  return { clock, settings, ask, statuses };
};

const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

describe('an address that asks too often', () => {
  it('is answered 429 with what, why and when to come back, and counted; others are not', async () => {
    const { ask, statuses, clock } = await start({ ...behindProxy, httpRequestsPerSecondPerIp: 2 });
    expect(await statuses(5, '/health', from('198.51.100.1'))).toEqual([200, 200, 200, 200, 429]);
    const refused = await ask('/health', from('198.51.100.1'));
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({
      error: { code: 'RATE_LIMITED', message: expect.stringContaining('httpRequestsPerSecondPerIp') as string },
    });
    expect(await statuses(1, '/health', from('198.51.100.2'))).toEqual([200]);
    expect(await (await ask('/metrics')).text()).toContain(
      'pitwall_http_limited_total{limit="httpRequestsPerSecondPerIp"} 2',
    );
    clock.advance(1_000);
    expect(await statuses(1, '/health', from('198.51.100.1'))).toEqual([200]);
  });

  it('gains nothing by a header that it forges: no proxy is trusted, or the proxy’s own entry counts', async () => {
    const direct = await start({ httpRequestsPerSecondPerIp: 1 });
    const forged = [1, 2, 3].map((last) => direct.statuses(1, '/health', from(`198.51.100.${last}`)));
    expect((await Promise.all(forged)).flat().filter((status) => status === 429)).toHaveLength(1);
    const proxied = await start({ ...behindProxy, httpRequestsPerSecondPerIp: 1 });
    const chains = [1, 2, 3].map((last) => proxied.statuses(1, '/health', from(`198.51.100.${last}, 203.0.113.1`)));
    expect((await Promise.all(chains)).flat().filter((status) => status === 429)).toHaveLength(1);
  });

  it('gains nothing by what its proxy writes beside its address: what is no address counts as the proxy', async () => {
    const { statuses } = await start({ ...behindProxy, httpRequestsPerSecondPerIp: 1 });
    const shown = ['198.51.100.1:4001', '198.51.100.1:4002', 'unknown'];
    const answers = await Promise.all(shown.map((text) => statuses(1, '/health', from(text))));
    expect(answers.flat().filter((status) => status === 429)).toHaveLength(1);
  });

  it('is refused at the plain pages of other listeners too, by the same count', async () => {
    const port = await freePort();
    const speaksPage = dialects.map((dialect) => ({
      ...dialect,
      traits: {
        ...dialect.traits,
        routes: { ...dialect.traits.routes, legacy: dialect.name === 'carry' ? [{ port, path: '/ws' }] : [] },
      },
    }));
    const { statuses } = await start({ httpRequestsPerSecondPerIp: 1, legacyPorts: true }, speaksPage);
    const page = () => fetch(`http://127.0.0.1:${port}/health`);
    expect((await page()).status).toBe(200);
    expect(await statuses(2, '/health')).toEqual([200, 429]);
    const refused = await page();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
  });

  it('is all of an IPv6 network of 64 bits', async () => {
    const { statuses } = await start({ ...behindProxy, httpRequestsPerSecondPerIp: 1 });
    expect(await statuses(2, '/health', from('2001:db8::1'))).toEqual([200, 200]);
    expect(await statuses(1, '/health', from('2001:db8::2'))).toEqual([429]);
    expect(await statuses(1, '/health', from('2001:db8:0:1::2'))).toEqual([200]);
  });
});

describe('an address with too many refused tokens', () => {
  it('has none of its tokens looked at for a while, and is served as before without one', async () => {
    const { clock, settings, statuses } = await start({
      jwtSecret,
      authRoutes: { api: 'optional' },
      failedTokensPerMinutePerIp: 3,
    });
    const { token } = await mintToken(settings, { subject: 'alice', ttlMs: 600_000 }, clock);
    const wrong = { authorization: 'Bearer wrong' };
    const right = { authorization: `Bearer ${token}` };
    expect(await statuses(1, '/v1/snapshot', right)).toEqual([200]);
    expect(await statuses(4, '/v1/snapshot', wrong)).toEqual([401, 401, 401, 429]);
    expect(await statuses(1, '/v1/snapshot', right)).toEqual([429]);
    expect(await statuses(1, `/v1/snapshot?token=${token}`)).toEqual([429]);
    expect(await statuses(1, '/health')).toEqual([200]);
    clock.advance(60_000);
    expect(await statuses(1, '/v1/snapshot', right)).toEqual([200]);
  });

  it('hides none of them by escaping the name', async () => {
    const { statuses } = await start({ jwtSecret, failedTokensPerMinutePerIp: 3 });
    expect(await statuses(4, '/v1/snapshot?%74oken=wrong')).toEqual([401, 401, 401, 429]);
    expect(await statuses(1, '/v1/snapshot?tick%65t=wrong')).toEqual([429]);
  });
});

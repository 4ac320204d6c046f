import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { dialects } from '@pitwall/dialects';
import { PitwallError } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultGatewayOptions } from '../options.ts';
import type { Doorkeeper } from '../identity/identity.ts';
import { FailedTokens } from '../failed-tokens.ts';
import { securityHeaders } from '../security-headers.ts';
import { ConnectionLimits } from './connection-limits.ts';
import { limitsOf } from './route-limits.ts';
import { routesOf } from './route-table.ts';
import { Upgrades } from './upgrades.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A server of upgrades alone which ends each session at once and notes what it was told. */
class Rig {
  readonly log: string[] = [];
  /** Knows whoever says a name. */
  readonly doorkeeper: Doorkeeper = {
    admit: async ({ token }) => {
      if (token === undefined) throw new PitwallError('UNAUTHENTICATED', 'who?');
      if (token === 'forged') throw new PitwallError('INVALID_TOKEN', 'not you');
      const identity = { subject: token, admin: false, accounts: [token], expiresAtMs: Number.MAX_SAFE_INTEGER };
      await this.whileChecking();
      return { accounts: [token], identity };
    },
    renew: () => Promise.reject(new Error('nothing to renew')),
  };
  whileChecking: () => Promise<void> = () => Promise.resolve();
  readonly #upgrades: Upgrades;

  constructor(maxConnectionsPerIp = 10, maxConnectionsPerSubject = 10) {
    const options = { ...defaultGatewayOptions, maxConnections: 10, maxConnectionsPerIp, maxConnectionsPerSubject };
    const routes = routesOf(dialects, options);
    this.#upgrades = new Upgrades(options, {
      clock: new FakeClock(),
      routes,
      limits: new ConnectionLimits(options, new FakeClock()),
      limitsOf: (route) => limitsOf(route, options),
      addressOf: () => '127.0.0.1',
      judge: ({ headers }) =>
        headers.origin === undefined ? undefined : { status: 403, code: 'FORBIDDEN_ORIGIN', message: 'no' },
      failedTokens: this.failedTokens,
      identity: { doorkeeper: this.doorkeeper, policies: { forRoute: () => 'required', forApi: () => 'required' } },
      open: ({ request: { dialect, listener }, outcome }, socket) => {
        if (outcome instanceof PitwallError) this.log.push(outcome.code);
        this.log.push(`open ${dialect.name} on ${listener}`);
        socket.end({ how: 'cut' });
      },
      queue: (shakeHands) => shakeHands(),
      refused: (reason) => this.log.push(`refused ${reason}`),
      failed: (thrown) => this.log.push(`failed ${String(thrown)}`),
      connected: (listener, change) => this.log.push(`${listener} ${change}`),
      gone: () => undefined,
    });
  }

  /** Two refused tokens of an address make it wait. */
  readonly failedTokens = new FailedTokens({ failedTokensPerMinutePerIp: 2 }, new FakeClock());

  /** Breaks the connection that is being upgraded, as a peer does that resets. */
  reset: () => void = () => undefined;

  /** Upgrades and tells the answer once the connection is gone. */
  async upgrade(
    path: string,
    subprotocols = '',
    more: { listener?: string; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<{ status: number; headers: IncomingHttpHeaders }> {
    const { listener = 'main', headers = {} } = more;
    const server = createServer();
    cleanups.push(() => server.close());
    const gone = new Promise<void>((resolve) => {
      server.on('upgrade', (incoming, socket, head) => {
        this.reset = () => socket.destroy(new Error('reset by peer'));
        this.#upgrades.handle(listener, incoming, socket, head);
        socket.once('close', resolve);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answer = await new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
      const asked = request({
        port,
        host: '127.0.0.1',
        path,
        headers: {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...(subprotocols === '' ? {} : { 'Sec-WebSocket-Protocol': subprotocols }),
          ...headers,
        },
      });
      asked.on('upgrade', (response, socket) => {
        socket.on('error', () => undefined);
        socket.on('close', () => resolve({ status: 101, headers: response.headers }));
      });
      asked.on('response', (response) => {
        response.resume();
        response.on('close', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      });
      asked.on('error', reject);
      asked.end();
    });
    await gone;
    return answer;
  }
}

const confirmed = async (...upgrade: Parameters<Rig['upgrade']>): Promise<string | undefined> => {
  const rig = new Rig();
  const { headers } = await rig.upgrade(...upgrade);
  return `${rig.log[1] ?? ''}, confirmed ${headers['sec-websocket-protocol'] ?? 'nothing'}`;
};

describe('an upgrade', () => {
  it('confirms the subprotocol of the dialect that is spoken, and no other', async () => {
    expect(await confirmed('/ws?token=ann', 'quantmind, titan')).toBe('open quantmind on main, confirmed quantmind');
    expect(await confirmed('/ws?token=ann', 'nonsense, titan')).toBe('open titan on main, confirmed titan');
    expect(await confirmed('/ws/titan?token=ann', 'titan')).toBe('open titan on main, confirmed titan');
    expect(await confirmed('/ws/titan?token=ann', 'quantmind')).toBe('open titan on main, confirmed nothing');
    expect(await confirmed('/ws?token=ann', 'titan', { listener: '8001' })).toBe(
      'open quantmind on 8001, confirmed nothing',
    );
    expect(await confirmed('/ws/titan?token=ann')).toBe('open titan on main, confirmed nothing');
  });

  it('of a path where nothing is spoken is refused 404', async () => {
    const rig = new Rig();
    expect(await rig.upgrade('/nowhere')).toMatchObject({ status: 404 });
    expect(rig.log).toEqual(['refused NOT_FOUND']);
  });

  it('that is judged badly is refused before anything is counted', async () => {
    const rig = new Rig();
    const headers = { Origin: 'https://elsewhere.example' };
    expect(await rig.upgrade('/ws/titan', '', { headers })).toMatchObject({ status: 403 });
    expect(rig.log).toEqual(['refused FORBIDDEN_ORIGIN']);
  });

  // Promise: ruling-10.too-many
  it('beyond the limits is refused 429 and told when to come back', async () => {
    const rig = new Rig(0);
    const { status, headers } = await rig.upgrade('/ws/titan');
    expect([status, headers['retry-after']]).toEqual([429, '5']);
    expect(rig.log).toEqual(['refused too-many-of-address']);
  });

  it('gives its place back when the connection is gone, and when the handshake fails', async () => {
    const rig = new Rig(1);
    await rig.upgrade('/ws/titan?token=ann');
    expect(await rig.upgrade('/ws/titan?token=ann', '', { headers: { 'Sec-WebSocket-Version': '99' } })).toMatchObject({
      status: 400,
    });
    expect(await rig.upgrade('/ws/titan?token=ann')).toMatchObject({ status: 101 });
    expect(rig.log).toEqual([
      'main 1',
      'open titan on main',
      'main -1',
      'main 1',
      'refused INVALID_REQUEST',
      'main -1',
      'main 1',
      'open titan on main',
      'main -1',
    ]);
  });

  it('without a token that is asked for is let in as far as the handshake, so that a browser hears why not', async () => {
    const rig = new Rig();
    expect(await rig.upgrade('/ws/titan')).toMatchObject({ status: 101 });
    expect(rig.log).toEqual(['main 1', 'UNAUTHENTICATED', 'open titan on main', 'main -1']);
  });

  it('after too many refused tokens of its address is refused 429 when it shows one, and let in as before without', async () => {
    const rig = new Rig();
    await rig.upgrade('/ws/titan?token=forged');
    await rig.upgrade('/ws/titan?token=forged');
    rig.log.length = 0;
    const { status, headers } = await rig.upgrade('/ws/titan?token=ann');
    expect([status, headers['retry-after']]).toEqual([429, '60']);
    expect(await rig.upgrade('/ws/titan')).toMatchObject({ status: 101 });
    expect(rig.log).toEqual([
      'refused too-many-refused-tokens',
      'main 1',
      'UNAUTHENTICATED',
      'open titan on main',
      'main -1',
    ]);
  });

  it('that is no handshake is refused 400 with the headers of every answer and the version that is spoken', async () => {
    const rig = new Rig();
    const { status, headers } = await rig.upgrade('/ws/titan', '', { headers: { 'Sec-WebSocket-Version': '99' } });
    expect(status).toBe(400);
    expect(headers).toMatchObject({ ...securityHeaders, 'sec-websocket-version': '13' });
    expect(rig.log).toEqual(['main 1', 'refused INVALID_REQUEST', 'main -1']);
  });

  it('beyond the connections of its subject is refused 429, and another subject’s is not', async () => {
    const rig = new Rig(10, 0);
    const { status, headers } = await rig.upgrade('/ws/titan?token=ann');
    expect([status, headers['retry-after']]).toEqual([429, '5']);
    expect(rig.log).toEqual(['main 1', 'refused too-many-of-subject', 'main -1']);
  });

  it('gives its subject’s place back when the connection is gone', async () => {
    const rig = new Rig(10, 1);
    await rig.upgrade('/ws/titan?token=ann');
    expect(await rig.upgrade('/ws/titan?token=ann')).toMatchObject({ status: 101 });
  });

  it('survives a peer that resets while its token is checked', async () => {
    const rig = new Rig();
    rig.whileChecking = async () => {
      rig.reset();
      await new Promise((resolve) => setImmediate(resolve));
    };
    await expect(rig.upgrade('/ws/titan?token=ann')).rejects.toThrow(/socket hang up|ECONNRESET/);
    await expect.poll(() => rig.log).toEqual(['main 1', 'main -1']);
  });
});

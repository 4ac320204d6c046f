import { once } from 'node:events';
import { get as httpGet } from 'node:http';
import { get } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { dialects } from '@pitwall/dialects';
import { probeDialect, selfSigned } from '@pitwall/testkit';
import type { SelfSigned } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const first = selfSigned('first');
const second = selfSigned('second');
const trusted = [first.cert, second.cert];

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A gateway whose certificate a test can renew, and what it logs. */
class Rig {
  readonly gateway: Gateway;
  readonly logged: string[] = [];
  material: SelfSigned | Error = first;
  port = 0;

  constructor(options: Partial<GatewayOptions> = {}) {
    const settings = { port: 0, legacyPorts: false, dev: true, tlsCert: 'cert.pem', tlsKey: 'key.pem', ...options };
    this.gateway = createGateway(
      { ...defaultGatewayOptions, ...settings },
      {
        dialects: [...dialects, probeDialect],
        logger: pino({ level: 'info' }, { write: (line: string) => void this.logged.push(line) }),
        version: 'test',
        tls: {
          read: () =>
            this.material instanceof Error ? Promise.reject(this.material) : Promise.resolve({ ...this.material }),
        },
      },
    );
    cleanups.push(() => this.gateway.stop());
  }

  async start(): Promise<Awaited<ReturnType<Gateway['start']>>> {
    const addresses = await this.gateway.start();
    this.port = addresses.main.port;
    return addresses;
  }

  /** The name in the certificate that a new connection sees. */
  async seenName(): Promise<string> {
    const socket = connectTls({ host: '127.0.0.1', port: this.port, ca: trusted });
    await once(socket, 'secureConnect');
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    return subject.CN;
  }

  async webSocket(path: string): Promise<{ socket: WebSocket; heard: string[] }> {
    const heard: string[] = [];
    const socket = new WebSocket(`wss://127.0.0.1:${this.port}${path}`, { ca: trusted });
    socket.on('message', (data: Buffer) => heard.push(data.toString()));
    cleanups.push(() => socket.terminate());
    await once(socket, 'open');
    return { socket, heard };
  }

  async #get(path: string): Promise<IncomingMessage> {
    const asked = get({ host: '127.0.0.1', port: this.port, path, ca: trusted, agent: false });
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return response;
  }

  async headers(path: string): Promise<IncomingHttpHeaders> {
    const response = await this.#get(path);
    response.resume();
    return response.headers;
  }

  async text(path: string): Promise<string> {
    let text = '';
    for await (const chunk of await this.#get(path)) text += String(chunk);
    return text;
  }
}

const equity = (value: number) => [{ kind: 'equity', data: { equity: value } }] as const;

describe('a gateway with a certificate', () => {
  // Promises: titan.tls, fleet.tls, mci.tls, quantmind.tls
  it('speaks TLS to consoles and over HTTP, says so in its addresses, and asks browsers to stay with it', async () => {
    const rig = new Rig();
    const { main, routes } = await rig.start();
    expect(main.url).toBe(`https://127.0.0.1:${rig.port}`);
    expect(routes.every(({ url }) => url.startsWith(`wss://127.0.0.1:${rig.port}/`))).toBe(true);
    const { heard } = await rig.webSocket('/ws/titan');
    await rig.gateway.publish(equity(1));
    await expect.poll(() => heard.length).toBe(1);
    for (const path of ['/health', '/nowhere']) {
      expect(await rig.headers(path)).toMatchObject({ 'strict-transport-security': 'max-age=31536000' });
    }
  });

  it('takes no page of its own name that came in the clear for its own', async () => {
    const rig = new Rig({ allowedHosts: ['pit.example'] });
    await rig.start();
    const shake = async (origin: string): Promise<number | undefined> => {
      const headers = { host: 'pit.example', origin };
      const socket = new WebSocket(`wss://127.0.0.1:${rig.port}/ws/titan`, { ca: trusted, headers });
      socket.on('error', () => undefined);
      cleanups.push(() => socket.terminate());
      const [response] = (await Promise.race([once(socket, 'upgrade'), once(socket, 'unexpected-response')])).slice(
        -1,
      ) as [IncomingMessage];
      return response.statusCode;
    };
    expect([await shake('https://pit.example'), await shake('http://pit.example')]).toEqual([101, 403]);
  });

  it('asks for nothing of the kind where it speaks none', async () => {
    const rig = new Rig({ tlsCert: '', tlsKey: '' });
    await rig.start();
    const [response] = (await once(httpGet({ host: '127.0.0.1', port: rig.port, path: '/health' }), 'response')) as [
      IncomingMessage,
    ];
    response.resume();
    expect(response.headers).not.toHaveProperty('strict-transport-security');
  });

  it('ends connections of plain HTTP and of old TLS, and goes on for everybody else', async () => {
    const rig = new Rig();
    await rig.start();
    const plain = connectPlain(rig.port, '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(plain, 'close');
    const old = connectTls({
      host: '127.0.0.1',
      port: rig.port,
      ca: trusted,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const [error] = (await once(old, 'error')) as [Error];
    expect(error.message).toMatch(/protocol version/);
    expect(await rig.seenName()).toBe('first');
  });

  it('shows a renewed certificate to new connections and drops none that is open', async () => {
    const rig = new Rig();
    await rig.start();
    const { socket, heard } = await rig.webSocket('/ws/titan');
    rig.material = second;
    await rig.gateway.reloadTls();
    expect(await rig.seenName()).toBe('second');
    await rig.gateway.publish(equity(2));
    await expect.poll(() => heard.length).toBe(1);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    expect(rig.logged.join('')).toContain('read again');
  });

  it.each([
    ['cannot be read', new Error('ENOENT: no such file')],
    ['is none', { cert: 'not a certificate', key: second.key }],
    ['is empty, as while it is written', { cert: '', key: second.key }],
    ['has an empty key', { cert: second.cert, key: '' }],
    ['has another’s key', { cert: second.cert, key: first.key }],
  ])('keeps the old certificate when the new one %s, and logs an error', async (_why, material) => {
    const rig = new Rig();
    await rig.start();
    rig.material = material;
    await rig.gateway.reloadTls();
    expect(await rig.seenName()).toBe('first');
    expect(rig.logged.filter((line) => line.includes('"level":50')).join('')).toContain('the old one stays');
    expect(rig.logged.join('')).not.toContain('PRIVATE KEY');
  });

  it('does not start with one that cannot be used, and listens nowhere', async () => {
    const rig = new Rig();
    rig.material = { cert: first.cert, key: second.key };
    await expect(rig.gateway.start()).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: 'tlsCert and tlsKey cannot be used',
    });
  });

  it('lets go of peers that never finish their handshake when it stops', async () => {
    const rig = new Rig();
    await rig.start();
    const silent = connectPlain(rig.port, '127.0.0.1');
    await once(silent, 'connect');
    await rig.seenName();
    await rig.gateway.stop();
    if (!silent.closed) await once(silent, 'close');
    expect(silent.closed).toBe(true);
  });

  it('catches a reader up that stopped reading for a while, as without TLS', async () => {
    const rig = new Rig({ highWaterBytes: 65_536, maxLagMs: 3_600_000 });
    await rig.start();
    const { socket, heard } = await rig.webSocket('/ws/probe');
    socket.send(JSON.stringify({ ask: 'subscribe', topics: ['trades'] }));
    await expect.poll(() => heard.join('')).toContain('subscribed');
    socket.pause();
    const total = 40_000;
    for (let from = 0; from < total; from += 500) {
      const facts = { symbol: 'BTC', side: 'buy', status: 'filled', platform: 'x'.repeat(60) } as const;
      await rig.gateway.publish(
        Array.from({ length: 500 }, (_, index) => ({
          kind: 'trade',
          data: { ...facts, tradeId: `t${from + index}` },
        })),
      );
    }
    const fellBehind = /pitwall_fell_behind_total (\d+)/.exec(await rig.text('/metrics'))?.[1];
    expect(Number(fellBehind)).toBeGreaterThan(0);
    socket.resume();
    const trades = (): readonly string[] => heard.filter((message) => message.includes('"type":"trade"'));
    await expect.poll(() => trades().length).toBe(total);
    expect(trades().every((message, index) => message.includes(`"t${index}"`))).toBe(true);
  });
});

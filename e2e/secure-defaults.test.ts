import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { HandshakeRefused, RawClient, selfSigned } from '@pitwall/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'pitwall-secure-'));
const running: PitwallProcess[] = [];

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop('SIGKILL');
});

const start = (args: readonly string[], environment: Record<string, string> = {}): PitwallProcess => {
  const gateway = new PitwallProcess(args, environment);
  running.push(gateway);
  return gateway;
};

const fileWith = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const jwtSecret = 'the-secret-of-these-tests-is-long-enough';

describe('pitwall serve beyond this machine', () => {
  it('starts nothing without tokens, TLS and names, exits 2, and says what to set', async () => {
    const ending = await start(['serve', '--host', '0.0.0.0', '--port', '0', '--no-legacy-ports']).ended;
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    for (const said of ['host is 0.0.0.0', '--tls-cert', '--tls-ends-at-proxy', '--allowed-hosts', 'jwtSecret']) {
      expect(ending.stderr).toContain(said);
    }
  });

  it('never starts for development, the demo least of all', async () => {
    const ending = await start(['demo', '--host', '::', '--port', '0', '--no-legacy-ports']).ended;
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toMatch(/dev is on, expected off/);
  });

  it('starts with all of them, and shows a renewed certificate after SIGHUP', async () => {
    const [first, second] = [selfSigned('first'), selfSigned('second')];
    const cert = fileWith('cert.pem', first.cert);
    const key = fileWith('key.pem', first.key);
    const gateway = start(
      [
        'serve --host 0.0.0.0 --port 0 --no-legacy-ports --allowed-hosts desk.example'.split(' '),
        ['--tls-cert', cert, '--tls-key', key],
      ].flat(),
      { PITWALL_JWT_SECRET_FILE: fileWith('secret', `${jwtSecret}\n`) },
    );
    const port = Number((await gateway.print(/https:\/\/127\.0\.0\.1:([0-9]+)\/health/))[1]);
    const ca = [first.cert, second.cert];
    const seen = async (): Promise<string> => {
      const socket = connect({ host: '127.0.0.1', port, ca });
      await once(socket, 'secureConnect');
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      return subject.CN;
    };
    const statusFor = async (host: string): Promise<number | undefined> => {
      const asked = get({
        host: '127.0.0.1',
        port,
        path: '/health',
        ca,
        servername: 'localhost',
        agent: false,
        headers: { host },
      });
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    };
    expect(await seen()).toBe('first');
    expect([await statusFor('desk.example'), await statusFor('other.example')]).toEqual([200, 421]);
    writeFileSync(cert, second.cert);
    writeFileSync(key, second.key);
    gateway.child.kill('SIGHUP');
    await gateway.log(/read again/);
    expect(await seen()).toBe('second');
    expect(await gateway.stop()).toMatchObject({ code: 0 });
  });
});

describe('a secret', () => {
  const publishToken = 'publish-token-that-nobody-may-see';
  const listedToken = 'listed-token-that-nobody-may-see';
  const wrongToken = 'wrong-token-that-nobody-may-see';

  /** A token of the real command, for the gateway with the same secret. */
  const mint = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout } = await start(['token', ...args], { PITWALL_JWT_SECRET: jwtSecret }).ended;
    expect(code).toBe(0);
    return stdout.trim();
  };

  it.runIf(process.platform === 'linux')('stands in no process list, log, metric or error', async () => {
    const token = await mint('--subject', 'alice', '--account', 'demo', '--publish', 'all');
    const admin = await mint('--subject', 'ops', '--role', 'admin');
    const config = fileWith(
      'pitwall.yaml',
      `publishers:\n  - { name: engine, token: ${listedToken}, accounts: [demo] }\nauth: required\n`,
    );
    const gateway = start(['serve', '--config', config, '--port', '0', '--no-legacy-ports', '--log-level', 'trace'], {
      PITWALL_JWT_SECRET: jwtSecret,
      PITWALL_PUBLISH_TOKEN: publishToken,
    });
    const port = await gateway.port();
    const commandLine = readFileSync(`/proc/${gateway.child.pid}/cmdline`, 'utf8');
    const title = readFileSync(`/proc/${gateway.child.pid}/comm`, 'utf8');

    const answers: string[] = [];
    const ask = async (path: string, bearer?: string, body?: string): Promise<number> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      answers.push(await response.text(), JSON.stringify([...response.headers]));
      return response.status;
    };
    const equity = JSON.stringify({ kind: 'equity', data: { equity: 1 } });
    expect(await ask('/v1/events', publishToken, equity)).toBe(200);
    expect(await ask('/v1/events', listedToken, equity)).toBe(200);
    expect(await ask('/v1/events', token, equity)).toBe(200);
    expect(await ask('/v1/events', wrongToken, equity)).toBe(401);
    expect(await ask('/v1/events', token, `{"broken":"${'x'.repeat(10)}`)).toBe(400);
    expect(await ask(`/v1/snapshot?token=${wrongToken}`)).toBe(401);
    expect(await ask(`/v1/snapshot?token=${token}&kinds=nothing`)).toBe(422);
    expect(await ask(`/nowhere?access_token=${token}&t%6Fken=${token}`)).toBe(404);
    for (const shown of [token, wrongToken, publishToken]) {
      const client = await RawClient.open({ port, path: `/ws/titan?token=${shown}` });
      client.destroy();
    }
    const misled = RawClient.open({ port, path: `/ws/nothing?token=${token}` });
    await expect(misled).rejects.toBeInstanceOf(HandshakeRefused);
    expect(await ask('/metrics', admin)).toBe(200);
    const { stdout, stderr } = await gateway.stop();

    const places = { commandLine, title, stdout, stderr, answers: answers.join('\n') };
    const signature = token.slice(token.lastIndexOf('.') + 1);
    for (const secret of [jwtSecret, publishToken, listedToken, wrongToken, token, admin, signature]) {
      for (const [place, text] of Object.entries(places)) {
        expect({ place, shows: text.includes(secret) }).toEqual({ place, shows: false });
      }
    }
    expect(stderr).toContain('"level":20');
  });

  it('on the command line is refused before anything starts, and not repeated', async () => {
    const ending = await start(['serve', '--jwt-secret', jwtSecret]).ended;
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain('PITWALL_JWT_SECRET');
    expect(ending.stderr).not.toContain(jwtSecret);
  });
});

import { RawClient } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

describe('pitwall serve', () => {
  it('drains on SIGTERM: closes its clients with 1001 and exits 0 within its limit', async () => {
    const gateway = new PitwallProcess([
      'serve',
      '--dev',
      '--port',
      '0',
      '--no-legacy-ports',
      '--drain-spread-ms',
      '100',
    ]);
    const port = await gateway.port();
    const client = await RawClient.open({ port, path: '/ws/titan' });
    const ending = await gateway.stop('SIGTERM');
    expect(await client.closed).toMatchObject({ code: 1001 });
    expect(ending).toMatchObject({ code: 0, signal: null });
  });

  it('is forced by a second signal while a client keeps it waiting', async () => {
    const gateway = new PitwallProcess([
      'serve',
      '--dev',
      '--port',
      '0',
      '--no-legacy-ports',
      '--drain-timeout-ms',
      '60000',
    ]);
    const port = await gateway.port();
    const client = await RawClient.open({ port, path: '/ws/titan' });
    client.answersClose = false;
    client.socket.pause();
    gateway.child.kill('SIGTERM');
    await gateway.log(/second signal/);
    const ending = await gateway.stop('SIGTERM');
    expect(ending.code).toBe(143);
    client.destroy();
  });

  it('needs a token for publishing when it is not in development', async () => {
    const token = 'a-token-of-some-length';
    const gateway = new PitwallProcess(['serve', '--port', '0', '--no-legacy-ports'], { PITWALL_PUBLISH_TOKEN: token });
    const url = `http://127.0.0.1:${await gateway.port()}/v1/events`;
    const body = JSON.stringify({ kind: 'equity', data: { equity: 1 } });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(401);
    const granted = await fetch(url, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${token}` },
      body,
    });
    expect(granted.status).toBe(200);
    const { stdout, stderr } = await gateway.stop();
    expect(stdout + stderr).not.toContain(token);
  });

  it('refuses a setting that does not exist, says which was meant, and exits 2', async () => {
    const ending = await new PitwallProcess(['serve', '--prot', '1']).ended;
    expect(ending.code).toBe(2);
    expect(ending.stderr).toContain('--port');
  });
});

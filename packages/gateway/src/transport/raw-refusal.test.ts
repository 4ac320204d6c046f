import { Duplex } from 'node:stream';
import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../security-headers.ts';
import { refuseUpgrade } from './raw-refusal.ts';
import type { RawRefusal } from './raw-refusal.ts';

/** A socket that keeps what is written to it. */
class Peer extends Duplex {
  text = '';

  override _read(): void {
    // Says nothing.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.text += bytes.toString();
    done();
  }
}

const refuse = (refusal: RawRefusal): { status: string; headers: Map<string, string>; body: string; peer: Peer } => {
  const peer = new Peer();
  refuseUpgrade(peer, refusal, new FakeClock());
  const [head = '', body = ''] = peer.text.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return { status, headers, body, peer };
};

describe('a refusal before the handshake', () => {
  it('is a whole HTTP response, after which the connection ends', () => {
    const { status, headers, body, peer } = refuse({
      status: 403,
      code: 'FORBIDDEN_ORIGIN',
      message: 'Nicht erlaubt – nein',
    });
    expect(status).toBe('HTTP/1.1 403 Forbidden');
    expect(headers.get('Connection')).toBe('close');
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(headers.get('Content-Length')).toBe(String(Buffer.byteLength(body)));
    expect(headers.has('Retry-After')).toBe(false);
    for (const [name, value] of Object.entries(securityHeaders)) expect(headers.get(name)).toBe(value);
    expect(JSON.parse(body)).toEqual({ error: { code: 'FORBIDDEN_ORIGIN', message: 'Nicht erlaubt – nein' } });
    expect(peer.writableEnded).toBe(true);
  });

  it('says when to come back where that helps', () => {
    const refusal = { status: 429, code: 'too-many-a-minute', message: 'later', retryAfterSeconds: 7 };
    expect(refuse(refusal).headers.get('Retry-After')).toBe('7');
  });

  it('has a status line also for a status without a name', () => {
    expect(refuse({ status: 499, code: 'ODD', message: 'odd' }).status).toBe('HTTP/1.1 499 Refused');
  });

  it('cannot be made to hold another response by what a client sent', () => {
    const message = 'No protocol at /x\r\n\r\nHTTP/1.1 200 OK';
    const { body, peer } = refuse({ status: 404, code: 'NOT_FOUND', message });
    expect(peer.text.split('\r\n\r\n')).toHaveLength(2);
    expect(JSON.parse(body)).toMatchObject({ error: { message } });
  });

  it('survives a peer that resets meanwhile', () => {
    const { peer } = refuse({ status: 404, code: 'NOT_FOUND', message: 'gone' });
    expect(() => peer.emit('error', new Error('ECONNRESET'))).not.toThrow();
    expect(peer.destroyed).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { redactUrl } from './redact.ts';

const secret = 'S3CR3T-value-0123456789';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = [];
  write(createLogger({ level: 'trace' }, { destination: { write: (line) => void lines.push(line) } }));
  return lines.join('');
};

const text = (parts: readonly (readonly [string, string])[]): string => parts.map((part) => part.join('')).join('');

describe('redactUrl', () => {
  it.each([
    [`/ws?token=${secret}`, '/ws?token=[redacted]'],
    [`/ws?a=1&TOKEN=${secret}&b=2`, '/ws?a=1&TOKEN=[redacted]&b=2'],
    [`/ws?%74oken=${secret}`, '/ws?%74oken=[redacted]'],
    [`/ws?a=1;ticket=${secret}#access_token=${secret}`, '/ws?a=1;ticket=[redacted]#access_token=[redacted]'],
    ['/ws?tokens=3&since=e1.5', '/ws?tokens=3&since=e1.5'],
    ['/ws?%E0%A4%A=1', '/ws?%E0%A4%A=1'],
    [`/ws?token=${secret}=tail`, '/ws?token=[redacted]'],
  ])('makes %s safe', (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });

  // Promise: ruling-9.redaction
  it('hides the token of any URL that a server would read it from', () => {
    const name = fc.constantFrom('token', '%74oken', 'tok%65n', 'Token', 'ticket', 'access%5Ftoken');
    const other = fc.array(fc.tuple(fc.webQueryParameters(), fc.constantFrom('&', '?', ';')), { maxLength: 3 });
    fc.assert(
      fc.property(other, name, other, (before, tokenName, after) => {
        const url = `/ws?${text(before)}&${tokenName}=${secret}&${text(after)}`;
        expect(redactUrl(url)).not.toContain(secret);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the logger', () => {
  it.each([
    ['a header', { headers: { authorization: `Bearer ${secret}` } }],
    [
      'headers of a request within something',
      { what: { req: { headers: { cookie: `session=${secret}`, 'set-cookie': [secret] } } } },
    ],
    ['a token at the top', { token: secret }],
    ['a token deep below', { a: { b: { c: { d: { e: { token: secret } } } } } }],
    ['the URL of a request', { url: `/ws?token=${secret}` }],
    ['a URL within a text', { note: `connected to ws://127.0.0.1/ws?token=${secret} at last` }],
    ['a credential in a list', { publishers: [{ name: 'desk', token: secret }] }],
    ['a JSON web token', { note: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.${secret}` }],
    ['an error', { err: new Error(`GET /ws?token=${secret} failed, Bearer ${secret}`) }],
  ])('never writes the secret in %s', (_what, value) => {
    const line = logged((logger) => logger.info(value, 'something happened'));
    expect(line).toContain('something happened');
    expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toBeTypeOf('object');
  });

  it('never writes the secret of a message, nor of a child’s bindings', () => {
    const lines = logged((logger) => {
      logger.warn(`refused ?token=${secret}`);
      logger.child({ token: secret, inner: { authorization: secret } }).warn('refused');
    });
    expect(lines).not.toContain(secret);
    expect(lines.trim().split('\n')).toHaveLength(2);
  });

  it('leaves the rest as it is, in one JSON object a line, from its level on', () => {
    const lines: string[] = [];
    const logger = createLogger(
      { level: 'warn', name: 'test' },
      { destination: { write: (line) => void lines.push(line) } },
    );
    logger.info('quiet');
    logger.warn({ account: 'main', seq: 5, tokens: 3, note: 'bearer of news' }, 'loud');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'test', account: 'main', seq: 5, tokens: 3, msg: 'loud' });
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testParts } from '../command-parts.fixture.ts';
import { runProgram } from '../program.ts';
import { fieldsOf, parseJson } from '../terminal/json-fields.ts';

const secret = 'a-secret-of-no-less-than-32-bytes!';

const mint = async (args: readonly string[], environment: Record<string, string> = { PITWALL_JWT_SECRET: secret }) => {
  const parts = testParts(environment);
  const code = await runProgram(['token', ...args], parts);
  return { code, said: parts.terminal.said, noted: parts.terminal.noted.join('\n') };
};

const payloadOf = (token = ''): object =>
  fieldsOf(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));

const claimsOf = async (...args: readonly string[]): Promise<object> => payloadOf((await mint(args)).said[0]);

describe('pitwall token', () => {
  it('prints the token alone, and what one needs to know of it beside', async () => {
    const { code, said, noted } = await mint(['--subject', 'alice']);
    expect(code).toBe(0);
    expect(said).toEqual([expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)]);
    expect(noted).toMatch(/^For alice, id \S+, good until 20/);
    expect(noted).not.toContain(said[0]);
  });

  it('says in it who, which accounts, which role, how long and what may be published', async () => {
    expect(await claimsOf('--subject', 'alice', '--account', 'main, hedge', '--ttl', '90s')).toMatchObject({
      user_id: 'alice',
      accounts: ['main', 'hedge'],
    });
    expect(await claimsOf('--subject', 'ops', '--role', 'admin')).toMatchObject({ role: 'admin' });
    expect(await claimsOf('--subject', 'e', '--publish', 'equity,trade')).toMatchObject({
      publish: ['equity', 'trade'],
    });
    const all = await claimsOf('--subject', 'e', '--publish', 'all', '--shared');
    expect(all).toMatchObject({ publish: true, shared: true });
    const { exp, iat } = all as { exp: number; iat: number };
    expect(exp - iat).toBe(3_600);
  });

  it('prints JSON where it is asked to', async () => {
    const { said } = await mint(['--subject', 'alice', '--json']);
    expect(parseJson(said[0] ?? '')).toMatchObject({ subject: 'alice', accounts: ['alice'], admin: false });
    expect(said).toHaveLength(1);
  });

  it('makes secrets that are good enough for it, each another', async () => {
    const [one, other] = [await mint(['--new-secret'], {}), await mint(['--new-secret'], {})];
    expect(Buffer.from(one.said[0] ?? '', 'base64url')).toHaveLength(32);
    expect(one.said).not.toEqual(other.said);
    expect((await mint(['--subject', 'a'], { PITWALL_JWT_SECRET: one.said[0] ?? '' })).code).toBe(0);
  });

  it('takes the secret from a file', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'pitwall-token-')), 'secret');
    writeFileSync(path, `${secret}\n`);
    expect((await mint(['--subject', 'a', '--jwt-secret-file', path], {})).code).toBe(0);
    expect((await mint(['--subject', 'a'], { PITWALL_JWT_SECRET_FILE: path })).code).toBe(0);
  });

  it.each([
    [['--account', 'main'], 'Whom is the token for'],
    [['--subject', 'a', '--ttl', 'forever'], '--ttl is "forever"'],
    [['--subject', 'a', '--account', 'main,a b'], '--account names "a b"'],
    [['--subject', 'a', '--role', 'Admin'], '--role is "Admin"'],
    [['--subject', 'a', '--publish', 'equty'], 'did you mean equity?'],
    [['--subject', 'a', '--publish', ','], '--publish names nothing'],
    [['--subject', 'a', '--shared'], 'needs --publish'],
    [['--subject', 'a', '--ttl', '400d'], 'maxTokenLifetimeMs'],
    [['--subject', 'a', '--jwt-secret', secret], 'process list'],
  ])('refuses %j and says why', async (args, why) => {
    const { code, said, noted } = await mint(args);
    expect({ code, said }).toEqual({ code: 2, said: [] });
    expect(noted).toContain(why);
    expect(noted).not.toContain(secret);
  });

  it('says where a secret is to be given when there is none', async () => {
    const { code, noted } = await mint(['--subject', 'a'], {});
    expect(code).toBe(2);
    expect(noted).toMatch(/PITWALL_JWT_SECRET.*--jwt-secret-file.*--new-secret/);
  });
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testParts } from './command-parts.fixture.ts';
import { exitCodes } from './exit-codes.ts';
import { runProgram } from './program.ts';

const run = async (...args: string[]): Promise<{ code: number; said: string; noted: string }> => {
  const parts = testParts();
  const code = await runProgram(args, parts);
  return { code, said: parts.terminal.said.join('\n'), noted: parts.terminal.noted.join('\n') };
};

describe('the command', () => {
  it.each([
    [['--help']],
    [['help', 'serve']],
    [['tail', '--help']],
    [['backtest', 'run', '--help']],
    [['publish', '--help']],
  ])('helps with examples and exit codes: %j', async (args) => {
    const { code, said } = await run(...args);
    expect(code).toBe(0);
    expect(said).toContain('Examples:');
    expect(said).toContain('Exit codes:');
  });

  it('shows its version', async () => {
    expect(await run('--version')).toEqual({ code: 0, said: '9.9.9', noted: '' });
  });

  it('suggests the command that was meant', async () => {
    expect(await run('sreve')).toMatchObject({ code: 2, noted: '✗ There is no command "sreve"; did you mean serve?' });
    expect((await run('backtest', 'rn')).noted).toContain('run');
  });

  it('asks for a command when there is none', async () => {
    expect(await run()).toMatchObject({ code: 2, said: '' });
  });

  it('suggests the flag that was meant', async () => {
    const { code, noted } = await run('serve', '--prot', '1');
    expect(code).toBe(2);
    expect(noted).toContain('--port');
  });

  it('names wrong settings with their sources, and starts nothing', async () => {
    const { code, noted } = await run('serve', '--port', 'eighty');
    expect(code).toBe(2);
    expect(noted).toBe('✗ flag --port is "eighty", expected a whole number from 0 to 65535');
  });

  it.each([
    [['--trusted-proxies', 'nginx'], 'trustedProxies'],
    [['--tls-cert', 'cert.pem'], 'tlsKey'],
    [['--tls-ends-at-proxy', '--dev'], 'dev is on'],
    [['--host', '0.0.0.0'], 'host is 0.0.0.0'],
  ])('refuses settings that are not safe or contradict each other, and starts nothing: %j', async (args, named) => {
    const { code, said, noted } = await run('serve', '--port', '0', '--no-legacy-ports', ...args);
    expect({ code, said }).toEqual({ code: 2, said: '' });
    expect(noted).toContain(named);
  });

  it('says once what is no YAML, and starts nothing', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'pitwall-program-')), 'broken.yaml');
    writeFileSync(path, 'port: [1\naccount: x');
    const { code, noted } = await run('serve', '--config', path);
    expect(code).toBe(2);
    expect(noted.match(/flow/gi)).toHaveLength(1);
  });

  it('shows what files say without what a terminal would obey', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'pitwall-program-')), 'esc.csv');
    writeFileSync(path, 'da\u001b[31mte\u0007,x\n1,2\n');
    const { noted } = await run('demo', '--port', '0', '--no-legacy-ports', '--data', path);
    expect(noted).toContain('te');
    expect(noted).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('ends at once when a request can never succeed', async () => {
    expect(await run('backtest', 'list', '--url', 'http://127.0.0.1:1')).toMatchObject({
      code: 69,
      noted: expect.not.stringContaining('next attempt') as string,
    });
  });

  it('says of a flag that turns something off that it does', async () => {
    const { said } = await run('help', 'serve');
    expect(said).toMatch(/--no-legacy-ports +Turns this off: Also listen/);
    expect(said).not.toMatch(/ $/m);
  });

  it('refuses topics where a dialect has none, and does not connect', async () => {
    const { code, noted } = await run('tail', '127.0.0.1:1', '--dialect', 'carry', '--topics', 'equity');
    expect({ code, noted }).toEqual({ code: 2, noted: expect.stringContaining('carry has no topics') as string });
  });

  it('tells of a file that cannot be read its reason alone', async () => {
    expect((await run('publish', '/none.ndjson', '--url', '127.0.0.1:1')).said).toBe('');
  });

  it('says which file it cannot read', async () => {
    expect(await run('serve', '--config', '/none.yaml')).toMatchObject({ code: 2 });
    expect((await run('publish', '/none.ndjson', '--url', '127.0.0.1:1')).noted).toContain('/none.ndjson');
    const demo = await run('demo', '--port', '0', '--no-legacy-ports', '--data', '/none.csv');
    expect(demo).toMatchObject({ code: 1 });
    expect(demo.noted).toContain('/none.csv');
  });
});

describe('docs/cli.md', () => {
  it('has a row for each exit code, and for no other', () => {
    const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| +([0-9]+) +\| +(.+?) +\|$/gm)].map(([, code, when]) => ({
      code: Number(code),
      when,
    }));
    expect(rows).toEqual(Object.values(exitCodes));
  });
});

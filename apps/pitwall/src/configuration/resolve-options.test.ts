import { PitwallError } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { demoOptionTable } from './app-options.ts';
import { readConfigFile } from './read-config-file.ts';
import { resolveOptions } from './resolve-options.ts';
import type { OptionSources } from './resolve-options.ts';

const file = (text: string) => readConfigFile(text, 'pitwall.yaml', demoOptionTable);

const resolve = (sources: Partial<OptionSources>) =>
  resolveOptions(demoOptionTable, { flags: {}, environment: {}, ...sources });

const refusal = (sources: Partial<OptionSources>): PitwallError => {
  try {
    resolve(sources);
  } catch (thrown) {
    if (thrown instanceof PitwallError) return thrown;
    throw thrown;
  }
  throw new Error('it was accepted');
};

describe('settings', () => {
  it('come from flags before variables before the file before defaults', () => {
    const sources = { environment: { PITWALL_PORT: '9001' }, file: file('port: 9002') };
    expect(resolve({ ...sources, flags: { port: '9000' } }).port).toBe(9000);
    expect(resolve(sources).port).toBe(9001);
    expect(resolve({ file: sources.file }).port).toBe(9002);
    expect(resolve({}).port).toBe(8080);
  });

  it('may have other defaults in a command, which every source overrides', () => {
    expect(resolve({ defaults: { dev: true } }).dev).toBe(true);
    expect(resolve({ defaults: { dev: true }, flags: { dev: false } }).dev).toBe(false);
    expect(resolve({ defaults: { dev: true }, file: file('dev: false') }).dev).toBe(false);
  });

  it('read truths, numbers, lists and amounts from text', () => {
    const environment = {
      PITWALL_LEGACY_PORTS: 'off',
      PITWALL_SPEED: '0.5',
      PITWALL_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
      PITWALL_FEE_RATIO: '0.00010',
    };
    expect(resolve({ environment })).toMatchObject({
      legacyPorts: false,
      speed: 0.5,
      allowedOrigins: ['https://a.example', 'https://b.example'],
      feeRatio: '0.00010',
    });
  });

  it('count a variable that is set to nothing as not set', () => {
    expect(resolve({ environment: { PITWALL_PORT: '' } }).port).toBe(8080);
  });

  it('are frozen', () => {
    expect(Object.isFrozen(resolve({}))).toBe(true);
  });

  it('are refused all at once, each with its source, what stands there and what is expected', () => {
    const error = refusal({
      flags: { port: 'eighty' },
      environment: { PITWALL_SPEED: '-3' },
      file: file('account: demo\natEnd: explode'),
    });
    expect(error.code).toBe('INVALID_OPTION');
    expect(error.message.split('\n')).toEqual(
      [
        'flag --port is "eighty", expected a whole number from 0 to 65535',
        'pitwall.yaml:2 atEnd is "explode", expected one of loop, stop',
        'variable PITWALL_SPEED is -3, expected a number above 0, at most 1000',
      ].toSorted((a, b) => error.message.indexOf(a) - error.message.indexOf(b)),
    );
  });

  it('never show a secret, even a wrong one', () => {
    const error = refusal({ flags: { publishToken: 'x'.repeat(600) } });
    expect(error.message).toContain('--publish-token');
    expect(error.message).not.toContain('xxx');
  });

  it('name the wrong part of an entry and why, and never what stands there', () => {
    const publishers = 'publishers:\n  - { name: engine, token: tooshort, accounts: [main], colour: red }\n';
    const { message } = refusal({ file: file(publishers) });
    expect(message).toMatch(/pitwall\.yaml:1 \/publishers\/0\/token must not have fewer than 16 characters/);
    expect(message).toContain('colour');
    expect(message).not.toContain('tooshort');
  });

  it('that belong in a file only are not read from anywhere else', () => {
    const environment = { PITWALL_PUBLISHERS: 'everybody' };
    expect(resolve({ environment, flags: { publishers: 'me' } }).publishers).toEqual([]);
  });
});

describe('a settings file', () => {
  it('may be empty', () => {
    expect(resolve({ file: file('# nothing yet\n') }).port).toBe(8080);
  });

  it('may hold lists and objects', () => {
    const publishers = 'publishers:\n  - { name: engine, token: 0123456789abcdef, accounts: [main] }\n';
    expect(resolve({ file: file(publishers) }).publishers).toMatchObject([{ name: 'engine', accounts: ['main'] }]);
  });

  it('is refused for a key that no setting has, with its line and the likely one', () => {
    expect(() => file('port: 1\nmax-lag: 3\nmax_lag_ms: 5\n')).toThrow(
      'pitwall.yaml:3 there is no setting "max_lag_ms"; did you mean maxLagMs?',
    );
  });

  it('is refused when it is not YAML, or no mapping', () => {
    expect(() => file('port: [1\naccount: x')).toThrow(/^pitwall\.yaml:[12]:[0-9]+ is not YAML/);
    expect(() => file('- port')).toThrow('must be a mapping');
  });
});

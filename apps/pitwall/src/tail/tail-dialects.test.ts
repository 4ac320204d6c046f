import { dialects } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { addressOf } from './follow.ts';
import { tailDialects, tailTarget } from './tail-dialects.ts';

const target = (address: string, dialect?: string): string => {
  const { url, dialect: found } = tailTarget(address, dialect);
  return `${found.name} ${url.href}`;
};

it('every dialect that is spoken can be watched at a terminal', () => {
  expect(tailDialects.map(({ name }) => name)).toEqual(dialects.map(({ name }) => name));
});

describe('an address', () => {
  it('tells its dialect by its path', () => {
    expect(target('ws://127.0.0.1:3101/ws/console')).toBe('titan ws://127.0.0.1:3101/ws/console');
    expect(target('ws://127.0.0.1:8080/ws/carry')).toBe('carry ws://127.0.0.1:8080/ws/carry');
    expect(target('wss://mci.local/telemetry')).toBe('mci wss://mci.local/telemetry');
    expect(target('ws://127.0.0.1:8080/ws/quantmind')).toBe('quantmind ws://127.0.0.1:8080/ws/quantmind');
  });

  it('without a path gets the one of the dialect', () => {
    expect(target('127.0.0.1:8080', 'quantmind')).toBe('quantmind ws://127.0.0.1:8080/ws/quantmind');
    expect(target('http://127.0.0.1:8080')).toBe('titan ws://127.0.0.1:8080/ws/titan');
    expect(target('https://pit.example')).toBe('titan wss://pit.example/ws/titan');
  });

  it('with a path of several dialects needs the dialect by name', () => {
    expect(target('ws://127.0.0.1:8001/ws', 'quantmind')).toBe('quantmind ws://127.0.0.1:8001/ws');
    expect(() => target('ws://127.0.0.1:8001/ws')).toThrow(/--dialect and one of titan, .*, quantmind/);
  });

  it('is refused in words when it is none, or the dialect is unknown', () => {
    expect(() => target('ftp://example')).toThrow('is no address');
    expect(() => target('127.0.0.1:1', 'titam')).toThrow('did you mean titan?');
  });
});

describe('the address of an attempt', () => {
  const request = { ...tailTarget('127.0.0.1:1', 'titan'), resume: true, json: false, wait: false };

  it('carries account, topics and from where to go on', () => {
    const full = { ...request, account: 'main', topics: ['EQUITY_UPDATE', 'POSITION_UPDATE'] };
    expect(new URL(addressOf(full, undefined)).search).toBe(
      '?account=main&types=EQUITY_UPDATE%2CPOSITION_UPDATE&resume=1',
    );
    expect(new URL(addressOf({ ...request, topics: [] }, 'abc.17')).search).toBe('?since=abc.17');
    expect(new URL(addressOf({ ...request, resume: false, topics: [] }, undefined)).search).toBe('');
  });
});

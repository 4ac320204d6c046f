import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { FailedTokens } from './failed-tokens.ts';

describe('refused tokens', () => {
  it('of one address make it wait when they were too many within a minute, and no other address', () => {
    const clock = new FakeClock();
    const tokens = new FailedTokens({ failedTokensPerMinutePerIp: 2 }, clock);
    tokens.failed('203.0.113.1');
    clock.advance(20_000);
    expect(tokens.waitMs('203.0.113.1')).toBe(0);
    tokens.failed('::ffff:203.0.113.1');
    expect(tokens.waitMs('203.0.113.1')).toBe(40_000);
    expect(tokens.waitMs('203.0.113.2')).toBe(0);
    clock.advance(40_000);
    expect(tokens.waitMs('203.0.113.1')).toBe(0);
  });
});

import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { ConnectionLimits } from './connection-limits.ts';
import type { ConnectionLimitOptions, ConnectionQuotas } from './connection-limits.ts';

/** Quotas that all routes share but those that are given. */
const quotas = (changes: Partial<ConnectionQuotas> = {}): ConnectionQuotas => ({
  newPerMinute: { sharedBy: '', most: 4 },
  open: { sharedBy: '', most: 1_000 },
  ...changes,
});
const openUpTo = (most: number): ConnectionQuotas => quotas({ open: { sharedBy: '', most } });
const fleet = quotas();
const titan = quotas({ newPerMinute: { sharedBy: 'titan', most: 2 } });

class Rig {
  readonly clock = new FakeClock();
  readonly limits: ConnectionLimits;

  constructor(changes: Partial<ConnectionLimitOptions> = {}) {
    const options: ConnectionLimitOptions = {
      maxConnections: 1_000,
      maxConnectionsPerSubject: 2,
      ...changes,
    };
    this.limits = new ConnectionLimits(options, this.clock);
  }

  /** Why so many connections after each other are refused; `ok` for those that are not. */
  admit(count: number, address = '10.0.0.1', route = fleet): readonly string[] {
    return Array.from({ length: count }, () => this.limits.admit(address, route)?.reason ?? 'ok');
  }
}

describe('the limits on connections', () => {
  // Promise: ruling-14.open-connections
  it('admit so many of one address at a time, and another when one is gone', () => {
    const rig = new Rig();
    const two = openUpTo(2);
    expect(rig.admit(3, '10.0.0.1', two)).toEqual(['ok', 'ok', 'too-many-of-address']);
    expect(rig.admit(1, '10.0.0.2', two)).toEqual(['ok']);
    rig.limits.release('10.0.0.1', two);
    expect(rig.admit(2, '10.0.0.1', two)).toEqual(['ok', 'too-many-of-address']);
  });

  it('admit so many in all, and another when one is gone', () => {
    const rig = new Rig({ maxConnections: 2 });
    expect([...rig.admit(1, 'a'), ...rig.admit(1, 'b'), ...rig.admit(1, 'c')]).toEqual([
      'ok',
      'ok',
      'too-many-connections',
    ]);
    rig.limits.release('a', fleet);
    expect(rig.admit(2, 'c')).toEqual(['ok', 'too-many-connections']);
  });

  it('admit so many new ones a minute and address, gone or not', () => {
    const rig = new Rig();
    expect(rig.admit(4)).toEqual(['ok', 'ok', 'ok', 'ok']);
    for (let gone = 0; gone < 4; gone += 1) rig.limits.release('10.0.0.1', fleet);
    rig.clock.advance(59_999);
    expect(rig.admit(1)).toEqual(['too-many-a-minute']);
    expect(rig.admit(1, '10.0.0.2')).toEqual(['ok']);
    rig.clock.advance(1);
    expect(rig.admit(1)).toEqual(['ok']);
  });

  it('say when to come back', () => {
    const rig = new Rig();
    rig.admit(4);
    rig.clock.advance(12_300);
    expect(rig.limits.admit('10.0.0.1', fleet)).toMatchObject({ retryAfterSeconds: 48 });
    rig.clock.advance(47_699);
    expect(rig.limits.admit('10.0.0.1', fleet)?.retryAfterSeconds).toBe(1);
  });

  it('hold a dialect to its own lower rate, beside that of the others', () => {
    const rig = new Rig();
    expect(rig.admit(3, '10.0.0.1', titan)).toEqual(['ok', 'ok', 'too-many-a-minute']);
    expect(rig.admit(5)).toEqual(['ok', 'ok', 'ok', 'ok', 'too-many-a-minute']);
  });

  it('refuse with a status, a stable code and words that say what, why and what to do', () => {
    const rig = new Rig({ maxConnections: 6 });
    rig.admit(4);
    expect(rig.limits.admit('10.0.0.1', fleet)).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
      reason: 'too-many-a-minute',
      message: expect.stringMatching(/opened 4 .* within a minute.*connectionsPerMinutePerIp.*wait/) as string,
    });
    rig.admit(2, '10.0.0.2');
    expect(rig.limits.admit('10.0.0.3', fleet)).toMatchObject({
      code: 'RATE_LIMITED',
      reason: 'too-many-connections',
      retryAfterSeconds: 5,
    });
  });

  it('count IPv6 by network, because one customer may use a new address for each connection', () => {
    const rig = new Rig();
    const one = openUpTo(1);
    expect(rig.admit(1, '2001:db8::1', one)).toEqual(['ok']);
    expect(rig.admit(1, '2001:db8::2', one)).toEqual(['too-many-of-address']);
    expect(rig.admit(1, '2001:db8:0:1::1', one)).toEqual(['ok']);
    rig.limits.release('2001:db8::9', one);
    expect(rig.admit(1, '2001:db8::3', one)).toEqual(['ok']);
  });

  it('count a route with quotas of its own for itself, higher or lower', () => {
    const rig = new Rig();
    const one = openUpTo(1);
    const route = { newPerMinute: { sharedBy: 'fleet', most: 3 }, open: { sharedBy: 'main/ws/fleet', most: 2 } };
    const admit = () => rig.limits.admit('10.0.0.1', route)?.reason ?? 'ok';
    expect([admit(), admit(), admit()]).toEqual(['ok', 'ok', 'too-many-of-address']);
    expect(rig.admit(2, '10.0.0.1', one)).toEqual(['ok', 'too-many-of-address']);
    rig.limits.release('10.0.0.1', route);
    expect([admit(), admit()]).toEqual(['ok', 'too-many-of-address']);
    rig.limits.release('10.0.0.1', route);
    expect(admit()).toBe('too-many-a-minute');
  });

  it('admit so many of one subject at a time, from whatever addresses', () => {
    const { limits } = new Rig();
    const admit = (subject: string) => limits.admitSubject(subject)?.reason ?? 'ok';
    expect([admit('alice'), admit('alice'), admit('alice'), admit('bob')]).toEqual([
      'ok',
      'ok',
      'too-many-of-subject',
      'ok',
    ]);
    limits.releaseSubject('alice');
    expect([admit('alice'), admit('alice')]).toEqual(['ok', 'too-many-of-subject']);
  });

  it('count what they refuse against nothing', () => {
    const rig = new Rig();
    const one = openUpTo(1);
    expect(rig.admit(10, '10.0.0.1', one).filter((reason) => reason === 'ok')).toHaveLength(1);
    rig.limits.release('10.0.0.1', one);
    expect(rig.admit(1, '10.0.0.1', one)).toEqual(['ok']);
    rig.limits.release('10.0.0.1', one);
    expect(rig.admit(1, '10.0.0.1', one)).toEqual(['ok']);
  });

  it('remember the rates of the addresses seen last, and forget those not seen for ten thousand others', () => {
    const rig = new Rig({ maxConnections: 100_000 });
    const once = quotas({ newPerMinute: { sharedBy: '', most: 1 } });
    const others = (from: number, to: number): void => {
      for (let other = from; other < to; other += 1) rig.admit(1, `other ${other}`, once);
    };
    rig.admit(1, 'seen again', once);
    rig.admit(1, 'forgotten', once);
    others(0, 5_000);
    expect(rig.admit(1, 'seen again', once)).toEqual(['too-many-a-minute']);
    others(5_000, 10_000);
    expect(rig.admit(1, 'seen again', once)).toEqual(['too-many-a-minute']);
    expect(rig.admit(1, 'forgotten', once)).toEqual(['ok']);
  });
});

import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import type { Admission, Identity } from '../identity/identity.ts';
import { StandingAdmission } from './standing-admission.ts';

const dayMs = 86_400_000;

/** An admission that is watched, with a clock that tells how far ahead timers were set. */
const watch = (lifeMs: number) => {
  const clock = new FakeClock();
  const seen = { ends: 0, longestMs: 0, isRevoked: false };
  const followers = new Set<() => void>();
  const identity: Identity = { subject: 'ann', admin: false, accounts: ['ann'], expiresAtMs: clock.now() + lifeMs };
  const admission: Admission = { accounts: ['ann'], identity };
  const standing = new StandingAdmission(admission, {
    clock: {
      now: () => clock.now(),
      monotonicMs: () => clock.monotonicMs(),
      endOfTurn: (run) => clock.endOfTurn(run),
      after: (delayMs, run) => {
        seen.longestMs = Math.max(seen.longestMs, delayMs);
        return clock.after(delayMs, run);
      },
    },
    identity: {
      holds: () => !seen.isRevoked,
      revocations: {
        restore: () => Promise.resolve(),
        revoke: () => Promise.resolve(),
        isRevoked: () => seen.isRevoked,
        follow: (told) => {
          followers.add(told);
          return () => void followers.delete(told);
        },
      },
    },
    onEnd: () => (seen.ends += 1),
  });
  const revoke = (): void => {
    seen.isRevoked = true;
    for (const told of followers) told();
  };
  return { clock, seen, standing, followers, revoke };
};

describe('an admission that stands for long', () => {
  it('ends when its token expires, however far ahead that is', () => {
    const { clock, seen, standing } = watch(2 * dayMs);
    clock.advance(2 * dayMs - 1);
    expect(seen.ends).toBe(0);
    standing.assertStands();
    clock.advance(1);
    expect(seen.ends).toBe(1);
    expect(() => standing.assertStands()).toThrow('expired');
    // A timer of Node cannot be set further ahead than 24 days, and a clock may be set meanwhile.
    expect(seen.longestMs).toBeLessThanOrEqual(60_000);
  });

  it('ends at once when it is revoked', () => {
    const { seen, standing, revoke } = watch(dayMs);
    revoke();
    expect(seen.ends).toBe(1);
    expect(() => standing.assertStands()).toThrow('revoked');
  });

  it('is watched no more once it is stopped', () => {
    const { clock, seen, standing, followers } = watch(dayMs);
    standing.stop();
    clock.advance(2 * dayMs);
    expect([seen.ends, clock.timerCount, followers.size]).toEqual([0, 0, 0]);
  });
});

import { FakeClock } from '@pitwall/testkit';
import { expect, it } from 'vitest';
import { TimeBudget } from './time-budget.ts';

const taking = (clock: FakeClock, ms: number) => (): string => {
  clock.advance(ms);
  return 'done';
};

it('time that is spent comes back steadily, and no more of it gathers than a twentieth of a second’s worth', () => {
  const clock = new FakeClock();
  const budget = new TimeBudget(200, clock);
  clock.advance(60_000);
  expect(budget.spend(taking(clock, 6))).toBe('done');
  // 4 ms are left; 6 ms gave back 1.2.
  expect(budget.spend(taking(clock, 30))).toBe('done');
  // 24.8 overdrawn; 30 ms gave back 6.
  expect(budget.spend(taking(clock, 1))).toBeUndefined();
  clock.advance(90);
  expect(budget.spend(taking(clock, 1))).toBeUndefined();
  clock.advance(10);
  expect(budget.spend(taking(clock, 1))).toBe('done');
});

it('no time at all is never spent', () => {
  const clock = new FakeClock();
  const budget = new TimeBudget(0, clock);
  clock.advance(60_000);
  expect(budget.spend(taking(clock, 1))).toBeUndefined();
});

import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { breakerTable, levelOf, type BreakerInput, type BreakerState } from './circuit-breaker-table.ts';
import { createCircuitBreaker, type CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.ts';
import type { LossReading } from './risk-watch.ts';

const hourMs = 3_600_000;
const day = (ratio: string): LossReading => ({
  equity: exact(1000).times(exact(1).plus(ratio)),
  daily: { ratio: exact(ratio) },
  drawdownRatio: exact(0),
});

/** Levels told at closes an hour apart, `-` where none was. */
const levelsOver = (ratios: readonly string[], options: CircuitBreakerOptions = {}): string =>
  told(createCircuitBreaker(options), ratios);

const told = (breaker: CircuitBreaker, ratios: readonly string[]): string =>
  ratios.map((ratio, hour) => breaker.observe(day(ratio), hour * hourMs)?.level ?? '-').join(' ');

describe('a circuit breaker', () => {
  it('limits from a daily loss of 5 % and halts from 10 %, for four hours at least', () => {
    expect(levelsOver(['-0.0499', '-0.05', '0', '0', '0', '0', '0'])).toBe('- soft - - - normal -');
    expect(levelsOver(['-0.1', '-0.06', '0', '0', '0'])).toBe('hard - - - normal');
  });

  it('says what tripped it, when, at which equity, and when it may end', () => {
    const breaker = createCircuitBreaker();
    breaker.observe(day('-0.052'), 7);
    const { reason, triggeredAt, cooldownEndsAt, equity, dailyLossRatio } = breaker.standing;
    expect(reason).toBe('the daily loss of 5.2 % reached the limit of 5 %');
    expect([triggeredAt, cooldownEndsAt]).toEqual([7, 7 + 4 * hourMs]);
    expect([equity?.toFixed(), dailyLossRatio.toFixed()]).toEqual(['948', '0.052']);
    breaker.observe(day('0'), 7 + 4 * hourMs);
    expect(breaker.standing).toMatchObject({ level: 'normal', reason: undefined, triggeredAt: undefined });
  });

  it('stays after its cooldown as long as the loss is there, and gets worse at any time', () => {
    const losses = ['-0.05', '-0.05', '-0.05', '-0.05', '-0.05', '-0.05', '0'];
    expect(levelsOver(losses)).toBe('soft - - - - - normal');
    expect(levelsOver(['-0.05', '-0.1', '0', '0', '0', '0'])).toBe('soft hard - - - normal');
    expect(levelsOver(['-0.1', '-0.05', '-0.05', '-0.05', '-0.05', '0'])).toBe('hard - - - soft normal');
  });

  it('halves sizes at the soft level and leaves none at the hard one', () => {
    const breaker = createCircuitBreaker();
    const sizes = ['0', '-0.05', '-0.1'].map((ratio, hour) => {
      breaker.observe(day(ratio), hour);
      return breaker.sizeRatio.toFixed();
    });
    expect(sizes).toEqual(['1', '0.5', '0']);
  });

  it('counts losses in a row, and halts once for a streak that nothing can end', () => {
    const breaker = createCircuitBreaker({ softLosingStreak: 2, hardLosingStreak: 3 });
    const close = (pnl: string, hour: number): string => {
      breaker.closed(exact(pnl));
      return breaker.observe(day('0'), hour * hourMs)?.level ?? '-';
    };
    expect([close('-1', 0), close('-1', 1), close('-1', 2)]).toEqual(['-', 'soft', 'hard']);
    expect(breaker.standing).toMatchObject({ consecutiveLosses: 3, reason: '3 losses in a row reached 3' });
    expect(breaker.observe(day('0'), 6 * hourMs)?.level).toBe('normal');
    expect(breaker.standing.consecutiveLosses).toBe(3);
    expect([close('-1', 7), close('-1', 8)]).toEqual(['-', 'soft']);
    expect([close('1', 9), close('-1', 13)]).toEqual(['-', 'normal']);
    // The win began a new count.
    expect(close('-1', 14)).toBe('soft');
  });

  it('is ended by an operator, and trips again at the next close while the loss is there', () => {
    const breaker = createCircuitBreaker();
    expect(breaker.reset()).toBeUndefined();
    breaker.observe(day('-0.1'), 0);
    expect(breaker.reset()?.level).toBe('normal');
    expect(breaker.observe(day('-0.04'), 1)).toBeUndefined();
    expect(breaker.observe(day('-0.1'), 2)?.level).toBe('hard');
  });

  it('does not trip again for a streak that an operator forgave', () => {
    const breaker = createCircuitBreaker({ softLosingStreak: 2 });
    for (const pnl of ['-1', '-1']) breaker.closed(exact(pnl));
    expect(breaker.observe(day('0'), 0)?.level).toBe('soft');
    breaker.reset();
    expect(breaker.observe(day('0'), 1)).toBeUndefined();
  });

  it.each([
    [{ softDailyLossRatio: '0.2' }, 'softDailyLossRatio is 0.2 and hardDailyLossRatio 0.1'],
    [{ softLosingStreak: 0 }, 'softLosingStreak is 0'],
    [{ softLosingStreak: 4, hardLosingStreak: 3 }, 'softLosingStreak is 4 and hardLosingStreak 3'],
    [{ cooldownMs: -1 }, 'cooldownMs is -1'],
    [{ softSizeRatio: '1.5' }, 'softSizeRatio is 1.5'],
  ])('refuses %o', (options, message) => {
    expect(() => createCircuitBreaker(options)).toThrow(message);
  });
});

const inputs: readonly BreakerInput[] = ['kept', 'soft_reached', 'hard_reached', 'cooled', 'reset'];

describe('the table of a circuit breaker', () => {
  const walks = fc.array(fc.constantFrom(...inputs), { maxLength: 30 });
  const walk = (steps: readonly BreakerInput[], from: BreakerState = 'normal'): BreakerState =>
    steps.reduce<BreakerState>((state, input) => breakerTable[state][input], from);

  it('is hard after every hard loss, and only a reset or a cooldown leads out', () => {
    fc.assert(fc.property(walks, (steps) => levelOf[walk([...steps, 'hard_reached'])] === 'hard'));
    const staying = walks.map((steps) => steps.filter((input) => input !== 'cooled' && input !== 'reset'));
    fc.assert(fc.property(staying, (steps) => walk(steps, 'hard_cooling') === 'hard_cooling'));
  });

  it('ends at normal from anywhere when nothing is lost and the cooldown is over, or by a reset', () => {
    fc.assert(fc.property(walks, (steps) => walk([...steps, 'cooled', 'kept']) === 'normal'));
    fc.assert(fc.property(walks, (steps) => walk([...steps, 'reset']) === 'normal'));
  });
});

it('never trades at full size at a close with a loss at the limit, whatever came before', () => {
  const readings = fc.array(fc.tuple(fc.integer({ min: -15, max: 5 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(readings, (steps) => {
      const breaker = createCircuitBreaker();
      let at = 0;
      for (const [percent, hours] of steps) {
        at += hours * hourMs;
        breaker.observe(day((percent / 100).toFixed(2)), at);
        const most = percent <= -10 ? 0 : percent <= -5 ? 0.5 : 1;
        expect(breaker.sizeRatio.toNumber()).toBeLessThanOrEqual(most);
        const { level, cooldownEndsAt } = breaker.standing;
        expect((cooldownEndsAt !== undefined && cooldownEndsAt > at) || percent <= -5).toBe(level !== 'normal');
      }
    }),
  );
});

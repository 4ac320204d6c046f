import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createAccountGuard, type AccountGuard, type AccountGuardOptions, type GuardFact } from './account-guard.ts';
import { createEmergencyFlatten, type FlattenedPosition } from './emergency-flatten.ts';
import { armTable, createMasterArm, type ArmInput } from './master-arm.ts';
import { createRiskLevel } from './risk-level.ts';
import { carryRiskLimits, type LossReading } from './risk-watch.ts';

const reading = (dayRatio: string, drawdownRatio = '0'): LossReading => ({
  equity: exact(1000),
  daily: { ratio: exact(dayRatio) },
  drawdownRatio: exact(drawdownRatio),
});

const lot = (symbol: string, pnl: string): FlattenedPosition => ({
  symbol,
  side: 'long',
  size: exact('0.1'),
  exitPrice: exact(43_200),
  pnl: exact(pnl),
});

const typesOf = (facts: readonly GuardFact[]): readonly string[] => facts.map(({ type }) => type);
const loose = { limits: { softDailyLossRatio: '0.9', hardDailyLossRatio: '0.9' } };

describe('an account’s guard', () => {
  it('has no objection at the beginning', () => {
    const guard = createAccountGuard();
    expect([guard.entryObjection(), guard.exitDemand(), guard.isArmed]).toEqual([undefined, undefined, true]);
    expect([guard.breaker, guard.sizeRatio]).toEqual([undefined, undefined]);
    expect(guard.observe(reading('0'), 0, true)).toEqual([]);
  });

  it('refuses entries from carry’s soft pause on, and demands exits at the hard stop', () => {
    const guard = createAccountGuard({ limits: carryRiskLimits });
    expect(typesOf(guard.observe(reading('-0.03', '-0.03'), 0, false))).toEqual(['risk-changed']);
    expect(guard.entryObjection()).toBe('soft pause: the daily loss of 3 % reached the limit of 3 %');
    expect(guard.exitDemand()).toBeUndefined();
    guard.observe(reading('0', '-0.04'), 1, false);
    expect(guard.entryObjection()).toBe('soft pause: the drawdown of 4 % reached the limit of 4 %');
    guard.observe(reading('-0.05', '-0.05'), 2, false);
    expect(guard.exitDemand()).toBe('hard stop: the daily loss of 5 % reached the limit of 5 %');
    expect(guard.entryObjection()).toBe(guard.exitDemand());
  });

  it('closes positions when the breaker halts, unless they may stay', () => {
    const halted = (options: AccountGuardOptions): AccountGuard => {
      const guard = createAccountGuard({ ...loose, breaker: {}, ...options });
      expect(typesOf(guard.observe(reading('-0.12'), 0, false))).toContain('breaker-changed');
      return guard;
    };
    const reason = 'circuit breaker: the daily loss of 12 % reached the limit of 10 %';
    expect(halted({}).exitDemand()).toBe(reason);
    expect(halted({ closeOnHalt: false }).exitDemand()).toBeUndefined();
    expect(halted({ closeOnHalt: false }).entryObjection()).toBe(reason);
    expect(halted({}).sizeRatio?.toFixed()).toBe('0');
    expect(typesOf(halted({}).resetBreaker())).toEqual(['breaker-changed']);
  });

  it('is disarmed by a halt where that is wanted, until an operator arms it', () => {
    const guard = createAccountGuard({ ...loose, breaker: { cooldownMs: 0 }, disarmOnHalt: true });
    const [, change] = guard.observe(reading('-0.1'), 0, true);
    expect(change).toMatchObject({
      type: 'arm-changed',
      change: { armed: false, previouslyArmed: true, autoDisabled: true, changedBy: undefined },
    });
    guard.observe(reading('0'), 1, true);
    expect(guard.breaker?.level).toBe('normal');
    expect(guard.entryObjection()).toMatch(/^disarmed: circuit breaker: /);
    expect(guard.arm('ann', 'looked at it')).toMatchObject([{ change: { armed: true, changedBy: 'ann' } }]);
    expect(guard.entryObjection()).toBeUndefined();
  });

  it('flattens: disarms, demands exits until nothing is left, and reports what was closed', () => {
    const guard = createAccountGuard();
    expect(typesOf(guard.flatten({ reason: 'PANIC_FLATTEN_ALL', operatorId: 'admin' }))).toEqual(['arm-changed']);
    expect(guard.exitDemand()).toBe('emergency flatten: PANIC_FLATTEN_ALL');
    guard.closed(exact('-5.05'), [lot('BTCUSDT', '-5.05')]);
    expect(guard.observe(reading('0'), 0, false)).toEqual([]);
    guard.closed(exact('12.5'), [lot('ETHUSDT', '12.5')]);
    const [fact] = guard.observe(reading('0'), 1, true);
    expect(fact).toMatchObject({
      type: 'flattened',
      report: { reason: 'PANIC_FLATTEN_ALL', operatorId: 'admin', closedCount: 2, omitted: 0 },
    });
    expect([guard.exitDemand(), guard.isArmed]).toEqual([undefined, false]);
    expect(guard.disarm('admin', 'again')).toEqual([]);
  });

  it('never lets enter what it demands to leave, whatever happens', () => {
    const steps = fc.array(
      fc.record({
        loss: fc.integer({ min: 0, max: 60 }),
        isFlat: fc.boolean(),
        turn: fc.constantFrom('none', 'arm', 'disarm', 'flatten', 'reset'),
      }),
    );
    fc.assert(
      fc.property(steps, fc.boolean(), (list, disarmOnHalt) => {
        const guard = createAccountGuard({ breaker: {}, disarmOnHalt });
        list.forEach(({ loss, isFlat, turn }, at) => {
          if (turn === 'arm') guard.arm('a', 'r');
          if (turn === 'disarm') guard.disarm('a', 'r');
          if (turn === 'flatten') guard.flatten({ reason: 'r' });
          if (turn === 'reset') guard.resetBreaker();
          guard.observe(reading((-loss / 100).toFixed(2)), at * 3_600_000, isFlat);
          const mayEnter = guard.entryObjection() === undefined;
          expect(mayEnter && guard.exitDemand() !== undefined).toBe(false);
          expect(mayEnter && (!guard.isArmed || guard.sizeRatio?.isZero() === true)).toBe(false);
        });
      }),
    );
  });
});

describe('the master arm', () => {
  it('is armed by operators alone', () => {
    const turns: readonly ArmInput[] = ['operator_disarms', 'rule_disarms'];
    expect(turns.every((input) => armTable.disarmed[input] === 'disarmed')).toBe(true);
    const arm = createMasterArm('disarmed');
    expect(arm.turn('rule_disarms', 'r')).toBeUndefined();
    expect(arm.turn('operator_arms', 'r', 'ann')).toMatchObject({ armed: true, previouslyArmed: false });
    expect(arm.isArmed).toBe(true);
  });
});

describe('an emergency flatten', () => {
  it('takes no notice of ordinary closes, and keeps the first order of two', () => {
    const flatten = createEmergencyFlatten({ maxReported: 1 });
    flatten.closed(lot('A', '1'));
    expect(flatten.settle(true)).toBeUndefined();
    flatten.begin({ reason: 'first' });
    flatten.begin({ reason: 'second' });
    for (const symbol of ['B', 'C', 'D']) flatten.closed(lot(symbol, '1'));
    expect(flatten.settle(false)).toBeUndefined();
    const report = flatten.settle(true);
    expect(report).toMatchObject({ reason: 'first', closedCount: 3, omitted: 2 });
    expect(report?.positionsClosed.map(({ symbol }) => symbol)).toEqual(['B']);
    expect(flatten.settle(true)).toBeUndefined();
    expect(() => createEmergencyFlatten({ maxReported: -1 })).toThrow('maxReported is -1');
  });
});

describe('the risk level', () => {
  it('follows exposure, with the page’s 45 % as moderate and its warning at 75 % as high', () => {
    const levelOf = createRiskLevel();
    const words = ['0', '0.2499', '0.25', '0.45', '0.7499', '0.75', '3'].map((ratio) => levelOf(exact(ratio)));
    expect(words).toEqual(['low', 'low', 'moderate', 'moderate', 'moderate', 'high', 'high']);
    expect(() => createRiskLevel({ moderateExposureRatio: '0.8' })).toThrow('moderateExposureRatio is 0.8');
  });
});

import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { stopReached } from './closing-stop.ts';
import { createPhaseLadder, defaultPhases, titanPhases, type Phase } from './phases.ts';
import { sizeByRisk } from './sizing.ts';

const phase: Phase = { name: 'P', fromEquity: '0', riskRatio: '0.02', maxLeverage: '1' };
const none = exact(0);

describe('phases', () => {
  it('change at the threshold, once, and never back', () => {
    const ladder = createPhaseLadder(defaultPhases, exact('4900'));
    expect(ladder.climb(exact('4999.99'))).toBeUndefined();
    const step = ladder.climb(exact('5000'));
    expect([step?.from.name, step?.to.name]).toEqual(['PHASE_1_KICKSTARTER', 'PHASE_2_TREND_RIDER']);
    expect(ladder.climb(exact('4000'))).toBeUndefined();
    expect(ladder.climb(exact('6000'))).toBeUndefined();
    expect(ladder.current.name).toBe('PHASE_2_TREND_RIDER');
  });

  it('begin where the initial equity stands', () => {
    expect(createPhaseLadder(defaultPhases, exact('5000')).current.name).toBe('PHASE_2_TREND_RIDER');
  });

  it('give the leverage of titan’s page where the venue lends as much', () => {
    const ladder = createPhaseLadder(titanPhases, exact('5250'), { mostLeverage: '15' });
    expect(ladder.current).toMatchObject({ name: 'PHASE_2_TREND_RIDER', riskRatio: '0.02', maxLeverage: '5' });
    expect(() => createPhaseLadder(titanPhases, exact('100'), { mostLeverage: '14' })).toThrow('maxLeverage is 15');
  });

  it.each([
    [[{ ...phase, maxLeverage: '5' }], 'maxLeverage is 5, give a number above 0 up to 1; the venue lends no more'],
    [[{ ...phase, riskRatio: '0' }], 'riskRatio is 0, give a number above 0 up to 1'],
    [[phase, phase], 'fromEquity must be above that of the phase before'],
    [[{ ...phase, fromEquity: '100' }], 'no phase begins at or below the equity'],
    [[], 'no phase begins at or below the equity'],
  ])('refuse a table that cannot be followed', (phases, message) => {
    expect(() => createPhaseLadder(phases, exact('50'))).toThrow(message);
  });
});

describe('sizing', () => {
  const basis = { equity: exact('10000'), price: exact('100'), phase };

  it('risks the phase’s part of the equity down to the stop', () => {
    // 2 % of 10 000 is 200; 5 a unit down to the stop: 40 units.
    expect(sizeByRisk({ ...basis, stopPrice: exact('95') }, none).toFixed()).toBe('40');
    expect(sizeByRisk({ ...basis, stopPrice: exact('105') }, none).toFixed()).toBe('40');
  });

  it('takes the whole price for the risk where there is no stop', () => {
    expect(sizeByRisk({ ...basis, stopPrice: undefined }, none).toFixed()).toBe('2');
  });

  it('never exposes more than the account has, less the reserve for a gap', () => {
    expect(sizeByRisk({ ...basis, stopPrice: exact('99.9') }, none).toFixed()).toBe('100');
    expect(sizeByRisk({ ...basis, stopPrice: exact('99.9') }, exact('0.25')).toFixed()).toBe('80');
  });

  it('trades nothing without equity', () => {
    expect(sizeByRisk({ ...basis, equity: exact('-1'), stopPrice: undefined }, none).toFixed()).toBe('0');
  });
});

it('reaches a stop at its price, from either side', () => {
  expect(stopReached('long', exact('95'), exact('95'))).toBe(true);
  expect(stopReached('long', exact('95'), exact('95.01'))).toBe(false);
  expect(stopReached('short', exact('95'), exact('95'))).toBe(true);
  expect(stopReached('short', exact('95'), exact('94.99'))).toBe(false);
});

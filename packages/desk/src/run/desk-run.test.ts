import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars, barsFromCloses } from '../bars.fixture.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import { demoStrategy } from '../strategy/demo-strategy.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import { DeskRun, type BarOutcome, type DeskRunSettings } from './desk-run.ts';
import type { BotPlan } from './desk-bot.ts';
import type { RunFact } from './fact.ts';
import { isRoundTrip } from './round-trip.ts';
import { tradingSettings } from './run-options.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };
const carry = { meanBars: 3, premiumSensitivity: '0.01', entryPremiumRatio: '0.0001' };
const wide = {
  softDailyLossRatio: '0.9',
  hardDailyLossRatio: '0.9',
  softDrawdownRatio: '0.9',
  hardDrawdownRatio: '0.9',
};

const entersAt = (...bars: readonly number[]): Strategy => ({
  name: 'enters',
  warmupBars: 0,
  onBar: (_, { barIndex }): readonly Intent[] =>
    bars.includes(barIndex) ? [{ type: 'enter', direction: 'long', reason: 'test', quantity: '5' }] : [],
});

const deskRun = (settings: Partial<DeskRunSettings>, strategy: Strategy, ...others: readonly BotPlan[]): DeskRun =>
  new DeskRun(
    {
      trading: tradingSettings({ instrument, initialEquity: '1000' }),
      guard: { limits: wide },
      carry: undefined,
      ...settings,
    },
    { runId: 'r', now: () => 0, barScale: 8, bots: [{ botId: 'a', strategy, capitalRatio: undefined }, ...others] },
  );

const decidedAt = (outcome: BarOutcome | undefined): readonly RunFact[] =>
  outcome?.decided.trading.flatMap(({ facts }) => facts) ?? [];

describe('the desk’s account', () => {
  it('is worth its cash and its positions at every bar, and the sum of its bots', () => {
    fc.assert(
      fc.property(anyBars(20, 90), (bars) => {
        const run = deskRun({ carry }, demoStrategy());
        for (const bar of bars.slice(0, 14)) run.warmUp(viewOf(bar));
        let settled = exact(0);
        for (const bar of bars.slice(14)) {
          const { filled } = run.onBar(viewOf(bar));
          const facts = [...filled.trading.flatMap((bot) => bot.facts), ...filled.carry];
          for (const { closed } of facts.filter(isRoundTrip)) settled = settled.plus(closed.netPnl);
          const { equity } = run.equity;
          expect(equity.toFixed()).toBe(run.cash.plus(run.positionsValue).toFixed());
          expect(equity.toFixed()).toBe(run.trading.equity.equity.plus(run.carry?.equity ?? 0).toFixed());
          expect(run.results().netPnl.toFixed()).toBe(settled.toFixed());
        }
        run.finish();
        expect(run.positionsValue.toFixed()).toBe('0');
        expect(run.exposure.toFixed()).toBe('0');
        expect(run.results().netPnl.toFixed()).toBe(run.cash.minus('1000').toFixed());
      }),
      { numRuns: 60 },
    );
  });

  it('gives the carry bot its part of the money and the strategy the rest', () => {
    const run = deskRun({ carry: { ...carry, capitalRatio: '0.3' } }, entersAt());
    expect(run.carry?.equity.toFixed()).toBe('300');
    expect(run.trading.account.cash.toFixed()).toBe('700');
    expect(run.buyingPower.toFixed()).toBe('1000');
  });

  it('climbs its phases by what all of it is worth', () => {
    const phases = [
      { name: 'SMALL', fromEquity: '0', riskRatio: '1', maxLeverage: '1' },
      { name: 'GROWN', fromEquity: '1000', riskRatio: '0.1', maxLeverage: '1' },
    ];
    const trading = tradingSettings({ instrument, initialEquity: '1000', phases });
    expect(deskRun({ trading, carry }, entersAt()).trading.phase.name).toBe('GROWN');
  });

  it('enters nothing while it is paused, and again when the pause is over', () => {
    // Five units at 100: a fall of 4 loses 2 % of the account.
    const run = deskRun({ guard: { limits: { ...wide, softDailyLossRatio: '0.015' } } }, entersAt(0, 2, 3));
    const outcomes = barsFromCloses([100, 100, 96, 96, 96]).map((bar) => run.onBar(viewOf(bar)));
    const told = outcomes.map(({ guard }) =>
      guard.map((fact) => (fact.type === 'risk-changed' ? fact.standing.status : fact.type)),
    );
    expect(told).toEqual([[], [], ['soft_pause'], ['normal'], []]);
    expect(decidedAt(outcomes[2]).at(-1)).toMatchObject({
      type: 'signal-rejected',
      reason: expect.stringMatching(
        /^soft pause: the daily loss of 2(\.[0-9]+)? % reached the limit of 1.5 %$/,
      ) as string,
    });
    expect(decidedAt(outcomes[3]).at(-1)).toMatchObject({ reason: 'the position is long already' });
    expect(run.trading.position).toBeDefined();
  });

  it('leaves everything at a hard stop', () => {
    const limits = { ...wide, softDailyLossRatio: '0.015', hardDailyLossRatio: '0.015' };
    const run = deskRun({ guard: { limits } }, entersAt(0));
    const outcomes = barsFromCloses([100, 100, 96, 96]).map((bar) => run.onBar(viewOf(bar)));
    expect(decidedAt(outcomes[2])).toMatchObject([
      { type: 'order-accepted', order: { purpose: 'exit', cause: 'risk' } },
    ]);
    expect(run.trading.position).toBeUndefined();
  });
});

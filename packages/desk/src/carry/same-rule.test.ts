import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { playBacktest } from '../backtest/run-backtest.ts';
import { barsFromCloses } from '../bars.fixture.ts';
import { seriesOf } from '../market/bar-series.ts';
import { tradingSettings } from '../run/run-options.ts';
import { cashAndCarry } from '../strategy/cash-and-carry.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import { carryTerms } from './carry-options.ts';
import { CarryRun } from './carry-run.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };
const free = { instrument, slippageBps: '0', feeRatio: '0', initialEquity: '10000' };
const rule = { entryPremiumRatio: '0.0004', exitPremiumRatio: '0.0001' };

const anyBar = fc.record({
  move: fc.integer({ min: -100, max: 100 }),
  premiumTicks: fc.integer({ min: -4, max: 9 }),
  funding: fc.option(fc.constantFrom('0.0001', '0', '-0.00005', '-0.0001', '-0.00011'), { nil: undefined }),
});

/** Around 100, so that a tick is a basis point, and never a gap, which might make a pair too dear. */
const closesOf = (moves: readonly number[]): readonly number[] => {
  let cents = 10_000;
  return moves.map((move) => (cents += move));
};

const dollars = (cents: number): string => (cents / 100).toFixed(2);

describe('the carry bot of the desk and the strategy of backtests', () => {
  it('trade the same at the same bars, over any prices and funding', () => {
    let fills = 0;
    fc.assert(
      fc.property(fc.array(anyBar, { minLength: 4, maxLength: 40 }), (rows) => {
        const closes = closesOf(rows.map(({ move }) => move));
        const bars = barsFromCloses(closes.map(dollars));
        const perpBars = barsFromCloses(
          closes.map((cents, index) => dollars(cents + (rows[index]?.premiumTicks ?? 0))),
        );
        const funding = rows.flatMap(({ funding: ratio }, index) =>
          ratio === undefined ? [] : [{ time: bars[index]?.time ?? 0, ratio }],
        );
        const perp = { symbol: 'X-PERP', bars: seriesOf(perpBars), funding };

        const bot = new CarryRun(
          { terms: carryTerms(rule), capital: exact(10_000), trading: tradingSettings(free), perp },
          {
            runId: 'r',
            now: () => 0,
            barScale: 2,
            limits: { entryObjection: () => undefined, exitDemand: () => undefined, sizeRatio: undefined },
          },
        );
        const botFacts = [...bars.flatMap((bar) => [...bot.onBar(viewOf(bar, 2)), ...bot.decide()]), ...bot.finish()];
        const ofBot = botFacts.flatMap((fact) =>
          fact.type === 'leg-order' && fact.fact.type === 'order-filled' ? [fact.fact.fill] : [],
        );

        const other = {
          instrument: { ...instrument, symbol: perp.symbol },
          series: perp.bars,
          settlement: 'margin' as const,
          funding,
        };
        const strategy = cashAndCarry({ ...rule, perpSymbol: perp.symbol });
        const result = playBacktest({ ...free, backtestId: 'b' }, { bars, others: [other], strategy });

        const words = ({ marketTime, side, quantity, price }: (typeof ofBot)[number]): string =>
          `${marketTime} ${side} ${quantity.toFixed()} at ${price.toFixed()}`;
        expect(result.fills.map(words)).toEqual(ofBot.map(words));
        expect(result.finalEquity.toFixed()).toBe(bot.book.cash.toFixed());
        fills += ofBot.length;
      }),
      { numRuns: 150 },
    );
    expect(fills).toBeGreaterThan(200);
  });
});

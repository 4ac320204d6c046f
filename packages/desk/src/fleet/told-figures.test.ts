import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { exact, type Amount, type EventDraft, type Exact, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { collect } from '../collect.fixture.ts';
import { createFakeClock } from '../fake-clock.fixture.ts';
import { barsOf } from '../market/bar-series.ts';
import { sp500 } from '../market/instrument.ts';
import { readBars } from '../market/read-bars.ts';
import { demoFleet, secondAccountOf } from './demo-fleet.ts';
import { createFleet } from './fleet.ts';

const file = createRequire(import.meta.url)
  .resolve('vega-datasets')
  .replace(/[^/]+\/[^/]+$/, 'data/sp500-2000.csv');
const bars = barsOf((await readBars([readFileSync(file, 'utf8')], { name: 'sp500-2000.csv' })).series).slice(0, 1200);

const initialEquity = '4940';
const fleet = { instrument: sp500, atEnd: 'stop' as const, accounts: demoFleet({ initialEquity }) };
const account = secondAccountOf('demo');
const batches = await collect(createFleet(fleet, { bars, clock: createFakeClock() }));

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

const zero = exact(0);

const sum = (amounts: readonly Exact[]): Exact => amounts.reduce((total, amount) => total.plus(amount), zero);

/** What anybody could keep who hears nothing but trades and prices: cash, units and the price. */
class Ledger {
  cash = exact(initialEquity);
  units = zero;
  price = zero;
  highest = exact(initialEquity);

  hear(events: readonly EventDraft[]): void {
    for (const { data } of ofKind(events, 'market')) if (data.symbol === 'SPX') this.price = exact(data.price);
    for (const { data, account: name } of ofKind(events, 'trade')) {
      if (name !== account || data.status !== 'filled') continue;
      const sign = data.side === 'buy' ? 1 : -1;
      this.units = this.units.plus(exact(data.quantity ?? '0').times(sign));
      this.cash = this.cash.minus(exact(data.total ?? '0').times(sign)).minus(data.fee ?? '0');
    }
    if (this.equity.greaterThan(this.highest)) this.highest = this.equity;
  }

  get equity(): Exact {
    return this.cash.plus(this.units.times(this.price));
  }
}

describe('what the fleet tells of an account over the bundled S&P 500 days', () => {
  it('has the equity, drawdown and high watermark that trades and prices alone give, to the last digit', () => {
    const ledger = new Ledger();
    let compared = 0;
    for (const batch of batches) {
      ledger.hear(batch);
      for (const { data, account: name } of ofKind(batch, 'equity')) {
        if (name !== account) continue;
        compared += 1;
        expect(String(data.equity)).toBe(ledger.equity.toFixed());
        expect(String(data.highWatermark)).toBe(ledger.highest.toFixed());
        expect(String(data.drawdown)).toBe(ledger.equity.minus(ledger.highest).toFixed());
        expect(String(data.totalPnl)).toBe(ledger.equity.minus(initialEquity).toFixed());
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('has in its performance what a second count of the closed positions gives', () => {
    const events = batches.flat().filter((event) => event.account === account);
    const results = ofKind(events, 'position').flatMap(({ data }) =>
      data.action === 'closed' ? [exact(data.realizedPnl ?? '0')] : [],
    );
    const wins = results.filter((result) => result.greaterThan(0));
    const losses = results.filter((result) => result.lessThan(0));
    const told = ofKind(events, 'performance').at(-1)?.data;
    const close = (found: Amount | undefined, expected: Exact): void =>
      expect(
        exact(found ?? 'NaN')
          .minus(expected)
          .abs()
          .lessThan('0.000000001'),
      ).toBe(true);
    expect(results.length).toBeGreaterThan(50);
    expect(told).toMatchObject({
      totalTrades: results.length,
      winningTrades: wins.length,
      losingTrades: losses.length,
    });
    close(told?.winRate, exact(wins.length).div(results.length));
    close(told?.profitFactor, sum(wins).div(sum(losses).abs()));
    close(told?.expectancy, sum(results).div(results.length));
    expect(sum(results).toFixed()).toBe(String(ofKind(events, 'equity').at(-1)?.data.totalPnl));
  });

  it('says of everything about the perpetual that it is simulated, and of nothing else', () => {
    const events = batches.flat();
    const isOfPerp = ({ data }: EventDraft): boolean => 'symbol' in data && data.symbol.includes('PERP');
    const named = events.filter(isOfPerp);
    expect(named.length).toBeGreaterThan(1000);
    expect(named.every(({ data }) => 'symbol' in data && data.symbol.endsWith('-PERP-SIM'))).toBe(true);
    const platforms = ofKind(events, 'balances').map((event) => `${event.account ?? ''} ${event.data.platform}`);
    expect([...new Set(platforms)]).toEqual(['demo paper', 'demo paper-simulated', 'demo-2 paper']);
    const states = ofKind(batches[0] ?? [], 'component-status').filter(
      ({ data }) => data.component === 'simulated_perp',
    );
    expect(states.map((event) => event.account)).toEqual(['demo']);
  });
});

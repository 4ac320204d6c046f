import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { unitsOf } from '../account/holding.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import { Exchange } from './exchange.ts';
import { liquidationLabel } from './execution.ts';
import type { OrderRequest, OrderTicket } from './order.ts';
import { PlainExchange } from './plain-exchange.fixture.ts';
import type { PlainBar, PlainOrder, PlainTerms } from './plain-terms.fixture.ts';
import type { VenueFact } from './venue-fact.ts';
import { venueTerms } from './venue-options.ts';

/** A tick is a cent and a lot a tenth, so a tick of a lot is a thousandth. */
const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.1', tickSize: '0.01' };
const hourMs = 3_600_000;
const firstTime = Date.parse('2024-01-01T20:00:00.000Z');

const price = (ticks: number): string => exact(ticks).div(100).toFixed();
const lots = (count: number): string => exact(count).div(10).toFixed();
const percent = (count: number, of = 100): string => exact(count).div(of).toFixed();

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const anyPrice = fc.integer({ min: 80, max: 120 });

const anyOrder = fc.record({
  atBar: fc.integer({ min: 0, max: 11 }),
  buy: fc.boolean(),
  type: fc.constantFrom(
    'market' as const,
    'limit' as const,
    'stop' as const,
    'stop_limit' as const,
    'take_profit' as const,
  ),
  lots: fc.integer({ min: 1, max: 9_000 }),
  limit: anyPrice,
  trigger: anyPrice,
  tif: fc.constantFrom('GTC' as const, 'GTC' as const, 'IOC' as const, 'FOK' as const, 'DAY' as const, 'GTD' as const),
  until: fc.integer({ min: 0, max: 12 }),
  postOnly: fc.boolean(),
  reduceOnly: fc.boolean(),
  oco: maybe(fc.constantFrom('a', 'b')),
  bracketStop: maybe(anyPrice),
  bracketTarget: maybe(anyPrice),
});

const anyBars = fc.array(fc.tuple(anyPrice, anyPrice, anyPrice, anyPrice, fc.integer({ min: 0, max: 30_000 })), {
  minLength: 6,
  maxLength: 12,
});

const anyTerms = fc.record({
  path: fc.constantFrom('worst' as const, 'nearest' as const, 'low-first' as const, 'high-first' as const),
  slippageBps: fc.integer({ min: 0, max: 150 }),
  takerFee: fc.integer({ min: 0, max: 100 }),
  makerFee: fc.integer({ min: 0, max: 100 }),
  liquidationFee: fc.integer({ min: 0, max: 100 }),
  leverage: fc.constantFrom(1, 3, 10),
  maintenance: maybe(fc.integer({ min: 1, max: 9 })),
  volumeShare: maybe(fc.integer({ min: 1, max: 100 })),
  borrow: fc.integer({ min: 0, max: 90 }),
  funding: fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: 24 }),
        rate: fc.integer({ min: -50, max: 50 }),
        mark: maybe(anyPrice),
      }),
      { maxLength: 4 },
    )
    .map((rates) =>
      rates
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, rate, mark }) => ({
          time: firstTime + (at * hourMs) / 2,
          rate,
          ...(mark === undefined ? {} : { mark }),
        })),
    ),
  perpetual: fc.boolean(),
});

/** Money in ticks × lots: from what nine thousand lots are nine times as much as to what carries them all. */
const anyStart = fc.constantFrom(100_000, 200_000, 1_500_000);

type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer Value> ? Value : never;

const plainOrder = (given: AnyOrder, id: number): PlainOrder => ({
  id,
  buy: given.buy,
  type: given.type,
  lots: given.lots,
  limit: given.limit,
  trigger: given.trigger,
  tif: given.tif,
  until: firstTime + given.until * hourMs,
  postOnly: given.postOnly,
  reduceOnly: given.reduceOnly,
  ...(given.oco === undefined ? {} : { oco: given.oco }),
  ...(given.bracketStop === undefined ? {} : { bracketStop: given.bracketStop }),
  ...(given.bracketTarget === undefined ? {} : { bracketTarget: given.bracketTarget }),
});

const requestOf = (given: AnyOrder, id: number): OrderRequest => {
  const lifetime =
    given.tif === 'GTD'
      ? { timeInForce: 'GTD' as const, expiresAt: firstTime + given.until * hourMs }
      : { timeInForce: given.tif };
  const rest = {
    side: given.buy ? ('buy' as const) : ('sell' as const),
    quantity: lots(given.lots),
    reduceOnly: given.reduceOnly,
    label: `order ${id}`,
    reason: 'random',
    ...(given.oco === undefined ? {} : { ocoGroup: given.oco }),
    bracket: {
      ...(given.bracketStop === undefined ? {} : { stopPrice: price(given.bracketStop) }),
      ...(given.bracketTarget === undefined ? {} : { targetPrice: price(given.bracketTarget) }),
    },
    ...lifetime,
  };
  switch (given.type) {
    case 'market':
      return { ...rest, type: 'market' };
    case 'limit':
      return { ...rest, type: 'limit', limitPrice: price(given.limit), postOnly: given.postOnly };
    case 'stop':
      return { ...rest, type: 'stop', stopPrice: price(given.trigger) };
    case 'stop_limit':
      return { ...rest, type: 'stop_limit', stopPrice: price(given.trigger), limitPrice: price(given.limit) };
    case 'take_profit':
      return { ...rest, type: 'take_profit', triggerPrice: price(given.trigger) };
  }
};

const exchangeOf = (terms: PlainTerms, startTickLots: number, onFact: (fact: VenueFact) => void): Exchange => {
  let count = 0;
  const options = {
    slippageBps: terms.slippageBps,
    feeRatio: percent(terms.takerFee, 10_000),
    makerFeeRatio: percent(terms.makerFee, 10_000),
    liquidationFeeRatio: percent(terms.liquidationFee, 10_000),
    maxLeverage: terms.leverage,
    borrowAnnualRatio: percent(terms.borrow),
    barPath: terms.path,
    ...(terms.maintenance === undefined ? {} : { maintenanceMarginRatio: percent(terms.maintenance) }),
    ...(terms.volumeShare === undefined ? {} : { maxVolumeShare: percent(terms.volumeShare) }),
  };
  return new Exchange({
    listings: [
      {
        terms: venueTerms(instrument, options, terms.perpetual ? 'margin' : 'cash'),
        barScale: 2,
        funding: terms.funding.map(({ time, rate, mark }) => ({
          time,
          ratio: percent(rate, 10_000),
          ...(mark === undefined ? {} : { markPrice: price(mark) }),
        })),
      },
    ],
    initialEquity: exact(startTickLots).div(1000),
    nextOrderId: () => `${(count += 1)}`,
    onFact,
  });
};

const inTicks = (amount: string | number): string => exact(amount).times(100).toFixed();

const nameOf = ({ label, terms, reason }: OrderTicket): string => {
  if (!/^(?:stop|target) at /.test(reason)) return label ?? '';
  if (terms.type === 'stop') return `stop ${inTicks(terms.stopPrice)}`;
  return terms.type === 'take_profit' ? `target ${inTicks(terms.triggerPrice)}` : '';
};

/** The journal of a plain exchange, from facts. */
const line = (fact: VenueFact, time: number): string | undefined => {
  switch (fact.type) {
    case 'rejected':
      return `${time} ${nameOf(fact.ticket)} rejected ${fact.code}`;
    case 'cancelled':
      return `${time} ${nameOf(fact.ticket)} cancelled ${fact.code}`;
    case 'filled': {
      const { fill, ticket } = fact;
      const size = fill.quantity.times(10).toFixed();
      const at = fill.price.times(100).toFixed();
      if (ticket.label === liquidationLabel) return `${time} liquidated ${size} at ${at}`;
      const maker = fill.liquidity === 'maker' ? ' as maker' : '';
      return `${time} ${nameOf(ticket)} ${fill.side}s ${size} at ${at}${maker}`;
    }
    default:
      return undefined;
  }
};

const barOf = ([a, b, c, d, volume]: readonly number[], index: number): PlainBar => ({
  time: firstTime + index * hourMs,
  o: a ?? 0,
  c: d ?? 0,
  h: Math.max(a ?? 0, b ?? 0, c ?? 0, d ?? 0),
  l: Math.min(a ?? 0, b ?? 0, c ?? 0, d ?? 0),
  lots: volume ?? 0,
});

describe('a second opinion, which walks through each bar tick by tick,', () => {
  it('fills, rejects and ends the same orders at the same prices, and books the same money', () => {
    let fills = 0;
    let liquidations = 0;
    fc.assert(
      fc.property(
        anyBars,
        fc.array(anyOrder, { minLength: 1, maxLength: 14 }),
        anyTerms,
        anyStart,
        (rows, orders, given, start) => {
          const { maintenance, volumeShare, ...always } = given;
          const terms: PlainTerms = {
            ...always,
            ...(maintenance === undefined ? {} : { maintenance }),
            ...(volumeShare === undefined ? {} : { volumeShare }),
          };
          const journal: string[] = [];
          let time = 0;
          const exchange = exchangeOf(terms, start, (fact) => {
            const text = line(fact, time);
            if (text !== undefined) journal.push(text);
          });
          const plain = new PlainExchange(start, terms);
          const money: string[] = [];
          const plainMoney: string[] = [];
          for (const [index, row] of rows.entries()) {
            const bar = barOf(row, index);
            ({ time } = bar);
            plain.bar(bar);
            const texts = { open: price(bar.o), high: price(bar.h), low: price(bar.l), close: price(bar.c) };
            exchange.playBar([viewOf({ time, ...texts, volume: lots(bar.lots) }, 2)]);
            const held = exchange.account.positionOf('X');
            money.push(
              `${exchange.account.base.toFixed(12)} ${held === undefined ? '0' : unitsOf(held).times(10).toFixed()}`,
            );
            plainMoney.push(`${exact(plain.money.toString()).div('1e12').toFixed(12)} ${plain.lots}`);
            for (const [id, order] of orders.entries()) {
              if (order.atBar !== index) continue;
              plain.give(plainOrder(order, id));
              exchange.submit(requestOf(order, id));
            }
          }
          expect(journal).toEqual(plain.journal);
          expect(money).toEqual(plainMoney);
          fills += journal.filter((text) => /(?:buy|sell)s /.test(text)).length;
          liquidations += journal.filter((text) => text.includes('liquidated')).length;
        },
      ),
      { numRuns: 1500 },
    );
    // What is compared must happen: a property over nothing holds.
    expect(fills).toBeGreaterThan(1000);
    expect(liquidations).toBeGreaterThan(10);
  });
});

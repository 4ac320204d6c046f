import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { fleet } from './fleet.ts';
import { dataOfExample, example, ts } from './page-examples.fixture.ts';
import { ServerMessage } from './schemas.ts';

const at = Date.parse(ts);

describe('time', () => {
  const trade = { tradeId: 't', symbol: 'BTC-ZAR', side: 'buy', quantity: 1, status: 'filled' };

  it('of the message and of the fact are two, where a publisher tells them apart', () => {
    const timestamp = '2026-01-14T16:29:59.120Z';
    const message = { type: 'alerts', data: { id: 'a', severity: 'info', timestamp }, ts };
    expect(understand(fleet, message)[0]).toMatchObject({ occurredAt: at, data: { raisedAt: Date.parse(timestamp) } });
    expect(throughTheModel(fleet, message)).toEqual([message]);
  });

  it.each([
    ['trade', trade],
    ['decision', { decisionId: 'd', symbol: 'BTC-ZAR', decision: 'hold' }],
    ['whale', { asset: 'BTC' }],
    ['alert', { alertId: 'a', severity: 'info' }],
  ] as const)('of a %s without its own is that of the message, for listeners are given data alone', (kind, data) => {
    expect(say(fleet, sequenced(kind, data, { occurredAt: at }))).toMatchObject({ ts, data: { timestamp: ts } });
  });

  it('that its publisher wrote as null stays null', () => {
    const message = { type: 'whale', data: { coin: 'BTC', timestamp: null }, ts };
    expect(throughTheModel(fleet, message)).toEqual([message]);
  });
});

describe('figures', () => {
  // Promise: ruling-2.ratios
  it('are fractions, except where the name says percent', () => {
    expect(understand(fleet, example('metrics'))[0]?.data).toMatchObject({
      totalPnlRatio: 0.125,
      winRate: 0.68,
      exposureRatio: 0.45,
      uptimeMs: 86_400_000,
    });
    expect(understand(fleet, example('system-health'))[0]?.data).toMatchObject({
      cpuRatio: 0.455,
      memoryRatio: 0.623,
      diskRatio: 0.35,
      errorRate: 0.01,
      uptimeMs: 86_400_000,
    });
    expect(understand(fleet, example('ai-tasks'))[0]?.data).toMatchObject({ progressRatio: 1 });
  });

  it('that JSON cannot hold are left out', () => {
    const huge = `${'9'.repeat(30)}.5`;
    expect(say(fleet, sequenced('fleet-metrics', { totalPnlRatio: 1e307, totalPnl: huge }))).toMatchObject({
      data: { total_pnl: 1e30 },
    });
    expect(say(fleet, sequenced('fleet-metrics', { totalPnlRatio: 1e307 }))).toMatchObject({ data: {} });
  });

  it('of a trade are completed by its total, quantity times price, exactly', () => {
    const trade = { tradeId: 't', symbol: 'BTC-ZAR', side: 'buy', quantity: '0.1', status: 'filled' };
    expect(say(fleet, sequenced('trade', { ...trade, price: '0.7' }))).toMatchObject({ data: { total: 0.07 } });
    expect(say(fleet, sequenced('trade', trade))).not.toHaveProperty('data.total');
  });

  it('of a trade are never corrected', () => {
    const message = { type: 'trades', data: { ...dataOfExample('trades'), total: 851 }, ts };
    expect(throughTheModel(fleet, message)).toEqual([message]);
    const unknown = { ...message, data: { ...message.data, total: null } };
    expect(throughTheModel(fleet, unknown)).toEqual([unknown]);
  });
});

describe('the result of a trade', () => {
  const trade = { tradeId: 't', symbol: 'BTC-ZAR', side: 'sell', quantity: 1, status: 'filled' };

  it('is null when it closes no position, and comes back as null', () => {
    expect(say(fleet, sequenced('trade', trade))).toMatchObject({ data: { pnl: null } });
    expect(understand(fleet, example('trades'))[0]?.data).not.toHaveProperty('pnl');
    expect(throughTheModel(fleet, example('trades'))).toMatchObject([{ data: { pnl: null } }]);
  });

  it('is told when it closes one', () => {
    expect(say(fleet, sequenced('trade', { ...trade, pnl: '-12.50' }))).toMatchObject({ data: { pnl: -12.5 } });
  });
});

describe('the value of all balances', () => {
  const holding = { platform: 'luno', balances: { BTC: { free: '0.025' } }, totalValue: '32500.00' };

  // Promise: ruling-18.no-conversion
  it('is said in rand only, since nothing is converted', () => {
    expect(say(fleet, sequenced('balances', { ...holding, currency: 'ZAR' }))).toMatchObject({
      data: { balances: { BTC: { free: 0.025 } }, total_value_zar: 32_500 },
    });
    for (const currency of ['USD', 'zar'])
      expect(say(fleet, sequenced('balances', { ...holding, currency }))).not.toHaveProperty('data.total_value_zar');
    expect(say(fleet, sequenced('balances', holding))).not.toHaveProperty('data.total_value_zar');
  });

  it('is understood as an amount of rand', () => {
    expect(understand(fleet, example('balances'))[0]?.data).toMatchObject({ totalValue: 32_500, currency: 'ZAR' });
  });

  it('is absent from the model when its publisher did not know it', () => {
    const message = { type: 'balances', data: { platform: 'all', balances: {}, total_value_zar: null }, ts };
    expect(understand(fleet, message)[0]?.data).toEqual({ platform: 'all', balances: {} });
    expect(throughTheModel(fleet, message)).toEqual([message]);
  });
});

describe('words', () => {
  it('that the page does not know pass through unchanged both ways', () => {
    const bot = { type: 'bots', data: { id: 'b', status: 'warming_up', trading_mode: 'shadow' }, ts };
    expect(understand(fleet, bot)[0]?.data).toMatchObject({ status: 'warming_up', tradingMode: 'shadow' });
    const task = { type: 'ai_tasks', data: { task_id: 't', task_type: 'tax_report', status: 'cancelled' }, ts };
    const event = { type: 'wallet', data: { event: 'withdrawal_sent', status: 'broadcast' }, ts };
    for (const message of [bot, task, event]) expect(throughTheModel(fleet, message)).toEqual([message]);
  });

  it('has the page none for a bot that is no more', () => {
    expect(say(fleet, sequenced('bot', { botId: 'b', status: 'removed' }))).toBeUndefined();
    expect(say(fleet, sequenced('bot', { botId: 'b', status: 'stopped' }))).toMatchObject({
      data: { status: 'stopped' },
    });
  });
});

describe('fields of a publisher’s own', () => {
  it('beside indicators, sizes and stops are in the model, where every dialect sees them', () => {
    const own = { market_data: { rsi: 35, adx: 22 }, stops: { trailing: 0.02, stop_loss: null } };
    const message = { type: 'decisions', data: { ...dataOfExample('decisions'), ...own }, ts };
    expect(understand(fleet, message)[0]?.data).toMatchObject({
      marketData: { rsi: 35, other: { adx: 22 } },
      stops: { other: { trailing: 0.02 } },
    });
    expect(throughTheModel(fleet, message)).toEqual([message]);
  });

  it('never replace a field of the page', () => {
    const extra = { fleet: { ts: 'never', data: { id: 'forged', status: 'forged', note: 'kept', pnl: null } } };
    expect(say(fleet, sequenced('bot', { botId: 'b', status: 'running' }, { extra, occurredAt: at }))).toEqual({
      type: 'bots',
      data: { id: 'b', status: 'running', note: 'kept', pnl: null },
      ts,
    });
  });

  it('of any shape leave the message valid', () => {
    fc.assert(
      fc.property(arbitraryEvent('balances'), fc.jsonValue({ maxDepth: 4 }), (event, junk) => {
        const message = say(fleet, { ...event, extra: { fleet: { data: { balances: junk, platform: 1 } } } });
        fc.pre(message !== undefined);
        expect(Check(ServerMessage, message)).toBe(true);
      }),
    );
  });

  it('of another dialect stay there', () => {
    const extra = { carry: { data: { note: 1 } } };
    expect(say(fleet, sequenced('whale', { asset: 'BTC' }, { extra }))).not.toHaveProperty('data.note');
  });
});

import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, modestAmount, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { mci } from './mci.ts';
import { ClientMessage, mciMessages, ServerMessage } from './schemas.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));
const example = (name: string): unknown => structuredClone(fixtures.get(name));

const facts = ['positions-update', 'orders-update', 'account-update', 'health-update', 'market-update', 'activity-log'];
const clientTalk = ['subscribe', 'unsubscribe', 'heartbeat-ack', 'disconnect', 'auth'];

const nowMs = 1_706_400_005_000;
const time = 1_706_400_000_000;

describe('each example of the MCI page', () => {
  // Promise: mci.envelope
  it.each(facts)('comes back from the model as it went in: %s', (name) => {
    expect(throughTheModel(mci, example(name))).toEqual([example(name)]);
  });

  it.each([...fixtures.keys()].filter((name) => !clientTalk.includes(name)))(
    'passes the server’s schema: %s',
    (name) => {
      expect(Check(ServerMessage, example(name))).toBe(true);
    },
  );

  it.each(clientTalk)('passes the client’s schema: %s', (name) => {
    expect(Check(ClientMessage, example(name))).toBe(true);
  });
});

describe('what MCI says of any fact', () => {
  it.each(mciMessages)('passes the schema of $type, or is nothing', ({ kind, schema }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const message = say(mci, event);
        fc.pre(message !== undefined);
        expect(Check(schema, message)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(mciMessages)('is understood again as $type said it', ({ kind }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind, modestAmount), (event) => {
        const message = say(mci, event);
        fc.pre(message !== undefined);
        const again = throughTheModel(mci, message);
        // A list from which its only fact was left out means no fact.
        fc.pre(again.length > 0);
        expect(again).toEqual([message]);
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing for kinds that the page has no words for', () => {
    expect(new Set(Object.keys(mci.views))).toEqual(new Set<string>(mciMessages.map(({ kind }) => kind)));
  });
});

describe('figures', () => {
  it('are percentages on the page and ratios in the model, without noise', () => {
    expect(understand(mci, example('health-update'))[0]).toMatchObject({
      occurredAt: time,
      data: { cpuRatio: 0.25, memoryRatio: 0.45, latencyMs: 25, uptimeMs: 3_600_000, lastHeartbeatAt: time },
    });
    expect(understand(mci, example('account-update'))[0]?.data).toMatchObject({
      dailyPnlRatio: 0.0119,
      totalPnlRatio: 0.05,
    });
    expect(say(mci, sequenced('health', { status: 'healthy', cpuRatio: '0.07' }))).toMatchObject({ data: { cpu: 7 } });
  });

  it('keep the page’s names in the model: day and total results, portfolio value', () => {
    expect(understand(mci, example('account-update'))[0]?.data).toMatchObject({
      positionsValue: 735_000,
      dailyPnl: 12_500,
      totalPnl: 50_000,
    });
  });

  it('that JSON cannot hold are left out', () => {
    expect(say(mci, sequenced('equity', { equity: 1, dailyPnlRatio: 1e307 }, { occurredAt: time }))).toEqual({
      event: 'account:update',
      data: { equity: 1, timestamp: time },
    });
  });

  it('of the portfolio are equity without cash, where they were not published', () => {
    expect(say(mci, sequenced('equity', { equity: '100.30', cash: '0.1' }))).toMatchObject({
      data: { portfolioValue: 100.2 },
    });
    expect(say(mci, sequenced('equity', { equity: 100, cash: 1, positionsValue: 5 }))).toMatchObject({
      data: { portfolioValue: 5 },
    });
    expect(say(mci, sequenced('equity', { equity: 100 }))?.['data']).not.toHaveProperty('portfolioValue');
  });

  it('of which a publisher says that they are unknown stay unknown', () => {
    const message = { event: 'account:update', data: { equity: 9, cash: 1, portfolioValue: null, timestamp: time } };
    expect(throughTheModel(mci, message)).toEqual([message]);
  });
});

const order = (around: object): object => ({ orderId: 'o', symbol: 'TCS', status: 'new', ...around });
const whole = { side: 'buy', quantity: 10 };

describe('an order', () => {
  // Promise: mci.order-types
  it.each([
    [{ status: 'new' }, 'new'],
    [{ status: 'partially_filled' }, 'partial_fill'],
    [{ status: 'filled', action: 'partially_filled' }, 'partial_fill'],
    [{ status: 'filled' }, 'filled'],
    [{ status: 'cancelled' }, 'cancelled'],
    [{ status: 'rejected' }, 'rejected'],
    [{ status: 'suspended' }, 'suspended'],
  ])('is told with what happened to it, else with its state: %j', (around, type) => {
    expect(say(mci, sequenced('order', order({ ...whole, ...around })))).toMatchObject({ data: { type } });
  });

  it('is told with its own state beside that', () => {
    expect(say(mci, sequenced('order', order({ ...whole, status: 'partially_filled' })))).toMatchObject({
      data: { order: { status: 'partially_filled' } },
    });
  });

  it.each([
    ['new', 'new'],
    ['partially_filled', 'partial_fill'],
    ['suspended', 'new'],
  ])('that is present is new, or filled in part, by its state: %s', (status, type) => {
    const event = sequenced('order', order({ ...whole, status, action: 'amended' }));
    expect(say(mci, event, { occasion: 'snapshot', nowMs })).toMatchObject({ data: { type } });
  });

  it('needs a side and a quantity, but not to end', () => {
    expect(say(mci, sequenced('order', order({})))).toBeUndefined();
    const end = say(mci, sequenced('order', order({ status: 'cancelled' })));
    expect(end).toMatchObject({ data: { type: 'cancelled', order: { id: 'o', status: 'cancelled' } } });
    expect(throughTheModel(mci, end)).toEqual([end]);
  });

  it('is kept by an engine that writes one of the page’s two spellings in both places', () => {
    const data = { type: 'partial_fill', order: { id: 'o', symbol: 'S', side: 'buy', qty: 2, status: 'partial_fill' } };
    const [event] = understand(mci, { event: 'orders:update', data: { ...data, timestamp: time } });
    expect(event?.data).toMatchObject({ action: 'partially_filled', status: 'partially_filled' });
  });
});

describe('an entry of the activity feed', () => {
  // Promise: mci.activity-words
  it.each(['order_placed', 'order_filled', 'position_opened', 'position_closed', 'system', 'error', 'margin_call'])(
    'has its word in the model too, also one that the page does not know: %s',
    (type) => {
      for (const severity of ['info', 'warning', 'error']) {
        const message = { event: 'activity:log', data: { id: 'a', type, severity, message: 'm', timestamp: time } };
        expect(understand(mci, message)[0]?.data).toMatchObject({ type, severity });
        expect(throughTheModel(mci, message)).toEqual([message]);
      }
    },
  );

  it('has a severity only where one was published', () => {
    const message = say(mci, sequenced('activity', { activityId: 'a', type: 'system', message: 'm' }));
    expect(message?.['data']).toEqual({ id: 'a', type: 'system', message: 'm', timestamp: expect.any(Number) });
  });
});

describe('messages that are refused', () => {
  it.each([[null], ['health:update'], [[]], [{}], [{ event: 'candle' }], [{ type: 'health:update' }]])(
    'are none of the page: %j',
    (message) => {
      expect(refusalOf(mci, message)?.code).toBe('UNTRANSLATABLE');
    },
  );

  it('are told what is wrong', () => {
    const update = { type: 'new', order: { id: 'o', symbol: 'TCS', status: 'new', qty: '10' } };
    expect(refusalOf(mci, { event: 'orders:update', data: update })?.problems).toMatchObject([
      { path: '/data/order/side', found: 'nothing' },
      { path: '/data/order/qty', found: '"10"' },
      { path: '/data/timestamp', found: 'nothing' },
    ]);
    expect(refusalOf(mci, { event: 'activity:log' })?.problems).toMatchObject([{ path: '/data', found: 'nothing' }]);
  });
});

describe('channels', () => {
  // Promise: mci.channels
  it.each([
    ['position', { action: 'opened', symbol: 'S' }, 'positions'],
    ['order', { orderId: 'o', symbol: 'S', status: 'new' }, 'orders'],
    ['equity', { equity: 1 }, 'account'],
    ['health', { status: 'healthy' }, 'health'],
    ['market', { symbol: 'S', price: 1 }, 'market'],
    ['activity', { activityId: 'a', type: 'system', message: 'm' }, 'activity'],
  ] as const)('carry one kind each: %s', (kind, data, channel) => {
    expect(mci.topicsOf(sequenced(kind, data))).toEqual([channel]);
    expect(mci.traits.subscription.topics).toContain(channel);
  });

  it('carry nothing else', () => {
    expect(mci.topicsOf(sequenced('log', { level: 'info', message: 'm' }))).toEqual([]);
  });
});

import type { EventDraft } from '@pitwall/model';
import type { Compression } from '../compression.ts';
import fc from 'fast-check';

const allTopics = ['equity', 'positions', 'orders', 'trades', 'market', 'logs', 'backtests'];

const actions = ['opened', 'updated', 'updated', 'updated', 'updated', 'closed', 'closed'] as const;

/** Positions whose fields change and change back: what a delta from the wrong version would get wrong. */
const position: fc.Arbitrary<EventDraft> = fc
  .record({
    action: fc.constantFrom(...actions),
    symbol: fc.constantFrom('BTC', 'BTC', 'ETH'),
    size: fc.integer({ min: 0, max: 2 }),
    price: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ action, symbol, size, price }): EventDraft => ({
    kind: 'position',
    data: { action, symbol, side: 'long', size, ...(price === null ? {} : { currentPrice: price }) },
  }));

/** Drafts over few keys, so that versions of one thing meet each other. */
export const anyDraft: fc.Arbitrary<EventDraft> = fc.oneof(
  { weight: 8, arbitrary: position },
  fc.integer({ min: 0, max: 3 }).map((equity): EventDraft => ({ kind: 'equity', data: { equity } })),
  fc.integer({ min: 1, max: 9 }).map((price): EventDraft => ({ kind: 'market', data: { symbol: 'BTC', price } })),
  fc
    .record({
      orderId: fc.constantFrom('o1', 'o2', 'o3'),
      status: fc.constantFrom('new', 'filled', 'partially_filled'),
    })
    .map(({ orderId, status }): EventDraft => ({
      kind: 'order',
      data: { orderId, status, symbol: 'BTC', side: 'buy' },
    })),
  fc.constant<EventDraft>({
    kind: 'trade',
    data: { tradeId: 't', symbol: 'BTC', side: 'buy', quantity: 1, price: 2, status: 'filled' },
  }),
  fc.constant<EventDraft>({ kind: 'log', data: { level: 'info', message: 'm' } }),
  fc.constantFrom('a', 'b').map((backtestId): EventDraft => ({
    kind: 'backtest-progress',
    data: { backtestId, progressRatio: 0.5 },
  })),
  fc.constantFrom('a', 'b').map((backtestId): EventDraft => ({ kind: 'backtest-complete', data: { backtestId } })),
);

/** Something that happens to a gateway or one of its readers. */
export type Step =
  | { do: 'publish'; account: number; drafts: EventDraft[] }
  | { do: 'turn' }
  | { do: 'advance'; ms: number }
  | {
      do: 'join';
      account: number;
      delta: boolean;
      batch: boolean;
      budget: boolean;
      topics: string[];
      all: boolean;
      compression: Compression;
    }
  | { do: 'stall' | 'drain' | 'leave' | 'resume'; client: number }
  | { do: 'disconnect'; client: number; share: number }
  | { do: 'change'; client: number; topics: string[] };

// Few different hearings, so that readers share audiences.
const topicsArbitrary = fc.constantFrom(
  allTopics,
  allTopics,
  ['equity', 'positions', 'trades'],
  ['positions', 'orders', 'backtests'],
);
const rarely = fc.nat({ max: 5 }).map((n) => n === 0);
const clientIndex = fc.nat({ max: 5 });
/** Any step, those that matter more often. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      account: fc.nat({ max: 1 }),
      drafts: fc.array(anyDraft, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'turn' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(1, 1, 1, 2, 7, 20, 150, 1100, 6000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      account: rarely.map(Number),
      delta: rarely.map((no) => !no),
      batch: rarely,
      compression: fc.constantFrom<Compression>('none', 'none', 'per-batch', 'per-batch', 'per-message'),
      budget: rarely,
      topics: topicsArbitrary,
      all: rarely,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('stall' as const, 'drain' as const, 'resume' as const),
      client: clientIndex,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('disconnect' as const),
      client: clientIndex,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), client: clientIndex }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change' as const), client: clientIndex, topics: topicsArbitrary }),
  },
);

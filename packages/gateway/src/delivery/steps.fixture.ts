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

const ofPosition = (action: 'opened' | 'updated' | 'closed' | 'liquidated', size: number): EventDraft => ({
  kind: 'position',
  data: { action, symbol: 'BTC', side: 'long', size },
});

const progress = (progressRatio: number): EventDraft => ({
  kind: 'backtest-progress',
  data: { backtestId: 'a', progressRatio },
});

/** A value that changes faster than it is said, and what ends it: its waiting version and its end go out together. */
export const anyBurst: fc.Arbitrary<EventDraft[]> = fc
  .record({
    isPosition: fc.nat({ max: 3 }).map((n) => n > 0),
    changes: fc.integer({ min: 1, max: 3 }),
    end: fc.constantFrom('opened' as const, 'closed' as const, 'closed' as const, 'liquidated' as const),
    rest: fc.array(anyDraft, { maxLength: 2 }),
  })
  .map(({ isPosition, changes, end, rest }) => {
    const numbers = Array.from({ length: changes }, (_, index) => index + 1);
    const drafts = isPosition
      ? [...numbers.map((n) => ofPosition('updated', n)), ofPosition(end, 0)]
      : [...numbers.map((n) => progress(n / 4)), { kind: 'backtest-complete' as const, data: { backtestId: 'a' } }];
    return [...drafts, ...rest];
  });

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
  /** Facts of its account come, and the connection is cut while they are on their way. */
  | { do: 'cut-short'; client: number; drafts: EventDraft[]; share: number }
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
/** A part of what is on its way, evenly: `fc.double` would nearly always be next to nothing. */
const share = fc.nat({ max: 100 }).map((percent) => percent / 100);

const join: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('join' as const),
  account: rarely.map(Number),
  delta: rarely.map((no) => !no),
  batch: rarely,
  compression: fc.constantFrom<Compression>('none', 'none', 'per-batch', 'per-batch', 'per-message'),
  budget: rarely,
  topics: topicsArbitrary,
  all: rarely,
});

/** Any step, those that matter more often. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      account: fc.nat({ max: 1 }),
      drafts: fc.oneof(fc.array(anyDraft, { minLength: 1, maxLength: 6 }), anyBurst),
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
  { weight: 3, arbitrary: join },
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
      share,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('cut-short' as const),
      client: clientIndex,
      drafts: anyBurst,
      share,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), client: clientIndex }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change' as const), client: clientIndex, topics: topicsArbitrary }),
  },
);

/** A whole run: some readers first, since nothing else means anything without. */
export const anySteps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(join, { minLength: 1, maxLength: 3, size: 'max' }),
    // At its default size an array of steps would never be longer than sixteen.
    fc.array(anyStep, { minLength: 5, maxLength: 60, size: 'max' }),
  )
  .map(([joins, steps]) => [...joins, ...steps]);

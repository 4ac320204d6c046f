import type { Client, Subscription } from '@pitwall/client';
import { EquityHistory } from '../data/equity-history.ts';
import { FactStore } from '../data/fact-store.ts';
import type { Frames } from '../data/frame-painter.ts';
import { historyKinds, kindNames } from '../data/kind-names.ts';
import { LinkWatch } from '../data/link-watch.ts';
import { LatencyMeter } from '../data/latency-meter.ts';
import { PriceHistory } from '../data/price-history.ts';
import { PastSeries } from './past-series.ts';
import type { PastSeriesParts } from './past-series.ts';

/** What one connection feeds. */
export interface Session {
  readonly client: Client;
  readonly store: FactStore;
  readonly equity: EquityHistory;
  readonly prices: PriceHistory;
  /** Asks for what the gateway keeps of curves. */
  readonly past: PastSeries;
  readonly latency: LatencyMeter;
  readonly link: LinkWatch;
  close(): void;
}

/** What a session works with, beside its connection. */
export interface SessionParts extends PastSeriesParts {
  readonly frames: Frames;
}

/** How much a session asks for. */
export interface SessionOptions {
  /** Where to begin with what happened. @default now: nothing of the past */
  readonly since?: string;
}

/** Least time between points of a curve, in ms: four a second are a line already. */
const curvePointMs = 250;
/** Skippable updates are in the replica; of what happened only what must arrive is wanted, so the others are as rare as can be asked for. */
const rarestMs = 60_000;

/** What is heard goes into these. */
type Ears = Pick<Session, 'store' | 'equity' | 'prices' | 'past' | 'latency'>;

type Stream = Pick<Subscription, 'unsubscribe'>;

/** Subscribes to what a replica does not tell: what happened, and every value that a curve goes through. */
const hear = (client: Client, ears: Ears, options: SessionOptions): readonly Stream[] => {
  const { store, equity, prices, past, latency } = ears;
  const happened: Pick<Subscription, 'isLive' | 'unsubscribe'> = client.subscribe(
    { kinds: historyKinds },
    {
      snapshot: false,
      maxRatePerKeyMs: rarestMs,
      ...(options.since === undefined ? {} : { since: options.since }),
      onFact: (fact) => {
        store.happened(fact);
        // What is caught up on waited for this page, and says nothing of how long facts take.
        if (happened.isLive) latency.note(client.latencyOf(fact));
      },
      onDropped: ({ kind, count }) => {
        const known = kindNames.find((name) => name === kind);
        if (known !== undefined) store.missed(known, count);
      },
    },
  );
  return [
    happened,
    client.subscribe(
      { kinds: ['equity'] },
      {
        maxRatePerKeyMs: curvePointMs,
        onFact: (fact) => {
          if (equity.take(fact)) past.again();
          // The replica, whose changes readers are told of, may have had it before this slower stream.
          store.touched('equity');
          if (!fact.isSnapshot) latency.note(client.latencyOf(fact));
        },
      },
    ),
    client.subscribe(
      // As often as they come: a price between two others may be the highest of its candle.
      { kinds: ['market'] },
      {
        onFact: (fact) => {
          if (prices.take(fact)) past.again();
          store.happened(fact);
        },
      },
    ),
  ];
};

/**
 * Connects what a client hears with what pages read: a replica of the latest values, a stream of what happened, and curves of
 * equity and prices that go on while the page is hidden.
 */
export const openSession = (client: Client, parts: SessionParts, options: SessionOptions = {}): Session => {
  const { frames } = parts;
  const replica = client.state();
  const store = new FactStore({ frames, replica });
  const equity = new EquityHistory();
  const prices = new PriceHistory();
  const past = new PastSeries(parts);
  const latency = new LatencyMeter();
  const streams = hear(client, { store, equity, prices, past, latency }, options);
  const link = new LinkWatch(client);
  const unwatch = link.watch(() => {
    if (link.current.state !== 'offline') return;
    equity.cut();
    prices.cut();
  });
  return {
    client,
    store,
    equity,
    prices,
    past,
    latency,
    link,
    close: () => {
      unwatch();
      link.stop();
      past.stop();
      for (const stream of streams) stream.unsubscribe();
      store.stop();
      void client.close();
    },
  };
};

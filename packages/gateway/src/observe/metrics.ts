import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricTable } from './metric-table.ts';
import type { MetricRow } from './metric-table.ts';
import type { Observed } from './observed.ts';

/** Name of the histogram of delays. */
export const publishToWriteName = 'pitwall_publish_to_write_seconds';

/** Bounds of its buckets: from a flush in the same turn to a reader's patience. */
const delayBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Options of the metrics. */
export interface MetricsOptions {
  /** Also tells of the process: CPU, memory, event loop lag, garbage collection. @default true */
  readonly processMetrics?: boolean;
}

/** Metrics of one gateway. */
export interface Metrics {
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
  /** For delivery's `onWritten`: how long the oldest event of a batch took from its coming in to being written. */
  observePublishToWrite(sinceReceivedMs: number): void;
}

const labelled = (names: readonly string[], values: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));

const addCounter = (registry: Registry, observed: Observed, name: string, row: MetricRow): void => {
  const counter = new Counter({
    name,
    help: row.help,
    labelNames: [...row.labels],
    registers: [registry],
    collect() {
      counter.reset();
      for (const [values, value] of row.read(observed)) counter.inc(labelled(row.labels, values), value);
    },
  });
};

const addGauge = (registry: Registry, observed: Observed, name: string, row: MetricRow): void => {
  const gauge = new Gauge({
    name,
    help: row.help,
    labelNames: [...row.labels],
    registers: [registry],
    collect() {
      gauge.reset();
      for (const [values, value] of row.read(observed)) gauge.inc(labelled(row.labels, values), value);
    },
  });
};

/** Makes the metrics of one gateway in a registry of their own. Nothing is counted here: plain numbers are read at a scrape. */
export const createMetrics = (options: MetricsOptions, observed: Observed): Metrics => {
  const registry = new Registry();
  for (const [name, row] of Object.entries(metricTable)) {
    if (row.type === 'counter') addCounter(registry, observed, name, row);
    else addGauge(registry, observed, name, row);
  }
  const delay = new Histogram({
    name: publishToWriteName,
    help: 'From an event’s coming in to its being written, for the oldest of each round of flushes.',
    buckets: delayBuckets,
    registers: [registry],
  });
  if (options.processMetrics !== false) collectDefaultMetrics({ register: registry });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    observePublishToWrite: (sinceReceivedMs) => delay.observe(Math.max(0, sinceReceivedMs) / 1000),
  };
};

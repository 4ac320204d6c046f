/** One sample of a metric. */
export interface MetricSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Samples by the name of their metric. */
export type Metrics = ReadonlyMap<string, readonly MetricSample[]>;

/** Most samples that are read of one answer; a gateway has some hundreds. */
const mostSamples = 10_000;

const sampleForm = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const labelForm = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text format of Prometheus: `name{label="value"} 1`; what is no such line is passed over. */
export const readMetrics = (text: string): Metrics => {
  const metrics = new Map<string, MetricSample[]>();
  let count = 0;
  for (const line of text.split('\n')) {
    const match = line.startsWith('#') ? null : sampleForm.exec(line);
    if (match === null || count >= mostSamples) continue;
    const [, name = '', labels = '', written = ''] = match;
    const value = Number(written);
    if (Number.isNaN(value)) continue;
    count += 1;
    const entries = [...labels.matchAll(labelForm)].map(([, label = '', word = '']) => [label, word] as const);
    const samples = metrics.get(name) ?? [];
    samples.push({ labels: Object.fromEntries(entries), value });
    metrics.set(name, samples);
  }
  return metrics;
};

/** The sum of a metric over all its labels, or over those samples that have the given ones; undefined where there is none. */
export const totalOf = (
  metrics: Metrics,
  name: string,
  wanted: Readonly<Record<string, string>> = {},
): number | undefined => {
  const samples = metrics
    .get(name)
    ?.filter(({ labels }) => Object.entries(wanted).every(([label, value]) => labels[label] === value));
  return samples?.reduce((sum, { value }) => sum + value, 0);
};

/** What a counter grew by in a second between two readings; undefined where one of them has none, or it began anew. */
export const rateOf = (
  name: string,
  { before, now, elapsedMs }: { readonly before: Metrics; readonly now: Metrics; readonly elapsedMs: number },
): number | undefined => {
  const [from, to] = [totalOf(before, name), totalOf(now, name)];
  if (from === undefined || to === undefined || to < from || elapsedMs <= 0) return undefined;
  return ((to - from) * 1_000) / elapsedMs;
};

const bucketsOf = (metrics: Metrics, name: string): ReadonlyMap<number, number> =>
  new Map(
    (metrics.get(`${name}_bucket`) ?? []).map(({ labels, value }) => [
      labels['le'] === '+Inf' ? Infinity : Number(labels['le']),
      value,
    ]),
  );

/**
 * The bound of the bucket in which a part of what a histogram counted since a reading stands, such as 0.99 for the slowest
 * hundredth. An upper bound, as exact as the buckets are; undefined when nothing was counted.
 */
export const quantileSince = (
  name: string,
  part: number,
  { before, now }: { readonly before: Metrics | undefined; readonly now: Metrics },
): number | undefined => {
  const earlier = before === undefined ? new Map<number, number>() : bucketsOf(before, name);
  const buckets = [...bucketsOf(now, name)]
    .map(([bound, count]) => [bound, count - (earlier.get(bound) ?? 0)] as const)
    .toSorted(([left], [right]) => left - right);
  const all = buckets.at(-1)?.[1] ?? 0;
  if (all <= 0) return undefined;
  return buckets.find(([, count]) => count >= all * part)?.[0];
};

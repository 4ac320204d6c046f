import { fixed, median, ratioOf, shortCount, shortSpread, spreadRatio } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import type { ContenderName } from './contender.ts';
import { isExact } from './exactness.ts';
import type { FanOutResults } from './results.ts';
import { deliveriesOf, isKept, judge } from './targets.ts';
import type { Verdict } from './targets.ts';
import type { ThroughputCell } from './throughput.ts';

const titles: Readonly<Record<ContenderName, string>> = {
  limit: 'C limit',
  gateway: 'Pitwall',
  own: 'Pitwall, an own subscription each',
  compressed: 'Pitwall, compressed',
  naive: 'naive `ws`',
};

const throughputRow = (results: FanOutResults, cell: ThroughputCell): readonly string[] => {
  const figures = cell.accepted.map(({ dps }) => dps);
  const deliveries = median(figures);
  const { readers, perTick } = cell;
  const limit = deliveriesOf(results, { contender: 'limit', readers, perTick });
  const naive = deliveriesOf(results, { contender: 'naive', readers, perTick });
  return [
    `${readers} readers, ${perTick} a tick`,
    titles[cell.contender],
    shortCount(deliveries),
    shortSpread(spreadRatio(figures)),
    fixed(ratioOf(deliveries, limit), 2),
    fixed(ratioOf(deliveries, naive), 2),
    fixed(cell.bytesPerMessage, 0),
    fixed(median(cell.accepted.map((window) => window.us_per_msg)), 3),
    fixed(median(cell.accepted.map((window) => window.cli_cpu)), 2),
    `${cell.accepted.length} / ${cell.discarded.length}`,
  ];
};

const throughputTable = (results: FanOutResults): string =>
  markdownTable(
    [
      'load',
      'server',
      'messages/s',
      'spread',
      'of C',
      'of naive',
      'B/message',
      'CPU µs/message',
      'client cores',
      'windows / discarded',
    ],
    results.throughput?.cells.map((cell) => throughputRow(results, cell)) ?? [],
  );

const latencyTable = (results: FanOutResults): string =>
  markdownTable(
    ['server', 'messages/s', 'p50 ms', 'p99 ms', 'spread of p99', 'CPU µs/message', 'windows / discarded'],
    (results.latency ?? []).map(({ contender, readers, perSecond, accepted, discarded }) => [
      titles[contender],
      shortCount(readers * perSecond),
      fixed(median(accepted.map(({ p50 }) => p50)), 2),
      fixed(median(accepted.map(({ p99 }) => p99)), 2),
      shortSpread(spreadRatio(accepted.map(({ p99 }) => p99))),
      fixed(median(accepted.map((window) => window.us_per_msg)), 3),
      `${accepted.length} / ${discarded.length}`,
    ]),
  );

const memoryTable = (results: FanOutResults): string =>
  markdownTable(
    ['server', 'connections', 'resident B each', 'live heap B each'],
    (results.idleMemory ?? []).map(({ contender, connections, residentBytes, heapBytes }) =>
      [titles[contender], connections, residentBytes, heapBytes].map(String),
    ),
  );

const verdictWord = (verdict: Verdict): string => {
  const kept = isKept(verdict);
  if (kept === undefined) return 'not measured';
  return kept ? 'met' : '**missed**';
};

const figure = (value: number | undefined, unit: string): string =>
  value === undefined ? '—' : `${fixed(value, unit === 'B' ? 0 : 2)} ${unit}`;

const verdictTable = (results: FanOutResults): string =>
  markdownTable(
    ['promise at 1000 readers', 'target', 'measured', 'verdict'],
    judge(results).map((verdict) => [
      verdict.promise,
      verdict.least === undefined
        ? `≤ ${figure(verdict.most, verdict.unit)}`
        : `≥ ${figure(verdict.least, verdict.unit)}`,
      figure(verdict.measured, verdict.unit),
      verdictWord(verdict),
    ]),
  );

const exactnessLine = (results: FanOutResults): string => {
  const checks = results.throughput?.exactness ?? [];
  const failed = checks.filter((check) => !isExact(check));
  if (failed.length === 0)
    return `Checked before measuring, ${checks.length} times: every reader got each message once.`;
  const list = failed.map(
    ({ contender, readers, published, least, most }) =>
      `${titles[contender]} with ${readers} readers: ${published} published, readers got ${least} to ${most}`,
  );
  return `**Not exact:** ${list.join('; ')}.`;
};

/** The results as Markdown, for people and for the record. */
export const fanOutReport = (results: FanOutResults): string => {
  const parts = [
    `Medians of accepted windows of ${results.seconds} s; ± is half the range. Load client: ${results.client}.`,
    verdictTable(results),
  ];
  if (results.throughput !== undefined) {
    parts.push('### Saturated', exactnessLine(results), throughputTable(results));
  }
  if (results.latency !== undefined) parts.push('### Latency, 1000 readers', latencyTable(results));
  if (results.idleMemory !== undefined) parts.push('### Idle memory', memoryTable(results));
  return parts.join('\n\n');
};

import { parseArgs } from 'node:util';
import { defaultGatewayOptions, KeptSeries } from '@pitwall/gateway';
import { completeEvent, parseDraft } from '@pitwall/model';
import type { EventDraft, SequencedEvent } from '@pitwall/model';
import { fixed, median, shortSpread, spreadRatio } from './report/figures.ts';
import { markdownTable } from './report/markdown-table.ts';

const help = `Usage: npm run bench:series -- [options]

  --events COUNT    events of each round (400000)
  --rounds COUNT    rounds of each figure; the first is thrown away (8)
`;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '400000' },
    rounds: { type: 'string', default: '8' },
    help: { type: 'boolean', default: false },
  },
});

/** Noon of a day, ms since 1970. */
const noonMs = 1_702_512_000_000;

/** Events that one commit confirms. */
const eventsPerCommit = 10;

/** What is folded. */
interface Load {
  readonly name: string;
  readonly draft: (n: number) => EventDraft;
  /** So many series take turns. */
  readonly series: number;
  /** Between two facts of one series. */
  readonly stepMs: number;
}

const wave = (n: number, digits: number): string => (100_000 + Math.sin(n / 1_000) * 500).toFixed(digits);

const price = (n: number): EventDraft => ({ kind: 'market', data: { symbol: `S${n % 50}`, price: wave(n, 2) } });

const equityOf =
  (accounts: number, digits: number) =>
  (n: number): EventDraft => ({
    kind: 'equity',
    account: `a${n % accounts}`,
    data: { equity: wave(n, digits), currency: 'USD', highWatermark: '100500.00' },
  });

const position = (n: number): EventDraft => ({
  kind: 'position',
  data: { action: 'updated', symbol: `S${n % 50}`, currentPrice: wave(n, 2) },
});

const loads: readonly Load[] = [
  { name: 'another kind', draft: position, series: 50, stepMs: 100 },
  { name: 'prices of 50 symbols, 10 a second each', draft: price, series: 50, stepMs: 100 },
  { name: 'equity of 4 accounts, 10 a second each', draft: equityOf(4, 2), series: 4, stepMs: 100 },
  { name: 'the same with 20 digits', draft: equityOf(4, 14), series: 4, stepMs: 100 },
  { name: 'equity, a bar each', draft: equityOf(1, 2), series: 1, stepMs: 5_000 },
];

const commitsOf = ({ draft, series, stepMs }: Load, count: number): readonly (readonly SequencedEvent[])[] => {
  const events = Array.from({ length: count }, (_, n): SequencedEvent => {
    const receivedAt = noonMs + Math.floor(n / series) * stepMs;
    // As events come: from JSON, each with texts of its own.
    const fact = parseDraft(JSON.parse(JSON.stringify(draft(n))));
    const event = completeEvent(fact, { account: fact.account ?? 'demo', source: 'bench', receivedAt });
    return { ...event, seq: n + 1, receivedAt, publisher: 'bench' };
  });
  return Array.from({ length: Math.ceil(count / eventsPerCommit) }, (_, n) =>
    events.slice(n * eventsPerCommit, (n + 1) * eventsPerCommit),
  );
};

const round = (commits: readonly (readonly SequencedEvent[])[]) => {
  const series = new KeptSeries(defaultGatewayOptions);
  // Time of the processor, so that others on the machine are not counted.
  const before = process.cpuUsage();
  for (const events of commits) series.commit(events);
  const { user, system } = process.cpuUsage(before);
  return { ns: (user + system) * 1_000, series };
};

/** Bytes of memory that a bar takes in a series with all its bars, as the gateway counts them. */
const bytesPerBar = (series: KeptSeries, account: string): number => {
  const bars = [5_000, 60_000, 900_000].map(
    (intervalMs) => series.read('equity', account, { intervalMs }).run?.bars.length ?? 0,
  );
  return series.stats.bytes / bars.reduce((sum, count) => sum + count, 0);
};

const rowOf = (load: Load, events: number, rounds: number): readonly string[] => {
  const commits = commitsOf(load, events);
  round(commits);
  const nsPerEvent = Array.from({ length: rounds }, () => round(commits).ns / events);
  return [load.name, fixed(median(nsPerEvent), 0), shortSpread(spreadRatio(nsPerEvent))];
};

const fullSeries = (digits: number): number => {
  const commits = commitsOf({ name: '', draft: equityOf(1, digits), series: 1, stepMs: 60_000 }, 2_976 * 15);
  return bytesPerBar(round(commits).series, 'a0');
};

if (values.help) console.log(help);
else {
  const [events, rounds] = [Number(values.events), Number(values.rounds)];
  const rows = loads.map((load) => rowOf(load, events, rounds));
  console.log(markdownTable(['an event of', 'CPU ns', 'spread'], rows));
  console.log(
    `\nA bar of a series with all its bars takes ${fixed(fullSeries(2), 0)} bytes, with 20 digits ${fixed(fullSeries(14), 0)}.`,
  );
}

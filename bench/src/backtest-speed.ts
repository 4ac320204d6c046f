import { parseArgs } from 'node:util';
import { playBacktest, runBacktest, type BarSeries, type StrategyFactory } from '@pitwall/desk';
import { buyAndHold, crossover, idle } from './backtest/strategies.ts';
import { randomSeries } from './backtest/random-series.ts';
import { median, shortCount, shortSpread, spreadRatio } from './report/figures.ts';
import { describeMachine, machineList } from './report/machine.ts';
import { markdownTable } from './report/markdown-table.ts';
import { recordSection } from './report/results-document.ts';

const help = `Usage: npm run bench:backtest -- [options]

  --bars COUNT   bars of a backtest (1000000)
  --runs COUNT   backtests of each kind, after one that is not counted (5)
  --quick        fewer bars and runs: shows that it works, measures little
  --json         results as JSON on standard output
  --record       writes the results into bench/RESULTS.md
`;

/** What is to be reached on one core, in bars a second: of a simple strategy without events, and with all events. */
const targets = { withoutEvents: 1_000_000, withEvents: 200_000 } as const;

const { values } = parseArgs({
  options: {
    bars: { type: 'string' },
    runs: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Case {
  readonly name: string;
  readonly target: number | undefined;
  /** Plays all bars once; returns how many events it told. */
  readonly play: () => Promise<number>;
}

interface Rates {
  readonly target: number | undefined;
  /** Bars a second of processor time of the whole process, which is what one core gives. */
  readonly perCoreSecond: readonly number[];
  /** Bars a second by the clock. */
  readonly perSecond: readonly number[];
  readonly events: number;
}

const options = {
  instrument: { symbol: 'RANDOM', currency: 'USD', lotSize: '0.001', tickSize: '0.01' },
  backtestId: 'bench',
  initialEquity: '100000',
};

const clock = { now: () => Date.now(), sleep: async () => new Promise<void>((resolve) => setImmediate(resolve)) };

const silent = (name: string, bars: BarSeries, strategy: StrategyFactory, target?: number): Case => ({
  name,
  target,
  play: () => {
    playBacktest(options, { bars, strategy });
    return Promise.resolve(0);
  },
});

const telling = (name: string, bars: BarSeries, tell: 'backtest' | 'everything', target?: number): Case => ({
  name,
  target,
  play: async () => {
    let events = 0;
    for await (const batch of runBacktest({ ...options, tell }, { bars, strategy: crossover, clock }))
      events += batch.length;
    return events;
  },
});

const measure = async ({ play, target }: Case, runs: number): Promise<Rates> => {
  const perCoreSecond: number[] = [];
  const perSecond: number[] = [];
  let events = await play();
  for (let run = 0; run < runs; run += 1) {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    events = await play();
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    perCoreSecond.push((barCount / (user + system)) * 1e6);
    perSecond.push(barCount / seconds);
  }
  return { target, perCoreSecond, perSecond, events };
};

const barCount = Number(values.bars ?? (values.quick ? 100_000 : 1_000_000));
const runs = Number(values.runs ?? (values.quick ? 2 : 5));

const report = (rates: ReadonlyMap<string, Rates>): string => {
  const rows = [...rates].map(([name, { target, perCoreSecond, perSecond, events }]) => {
    const reached = median(perCoreSecond);
    const verdict = target === undefined ? '' : (reached ?? 0) >= target ? 'met' : '**missed**';
    return [
      name,
      shortCount(reached),
      shortSpread(spreadRatio(perCoreSecond)),
      shortCount(median(perSecond)),
      shortCount(events),
      target === undefined ? '' : shortCount(target),
      verdict,
    ];
  });
  const head = ['backtest', 'bars/s of one core', 'spread', 'bars/s by the clock', 'events', 'target', 'verdict'];
  return markdownTable(head, rows);
};

if (values.help) {
  console.log(help);
} else {
  const machine = describeMachine(`npm run bench:backtest -- ${process.argv.slice(2).join(' ')}`.trim());
  const bars = randomSeries(barCount);
  const cases = [
    silent('nothing is traded', bars, idle, targets.withoutEvents),
    silent('one position is held', bars, buyAndHold, targets.withoutEvents),
    silent('averages of 50 and 200 cross', bars, crossover, targets.withoutEvents),
    telling('the same, told as a backtest', bars, 'backtest', targets.withEvents),
    telling('the same, every signal, order, trade and position told', bars, 'everything', targets.withEvents),
  ];
  const rates = new Map<string, Rates>();
  for (const one of cases) {
    rates.set(one.name, await measure(one, runs));
    console.error(`${one.name}: ${shortCount(median(rates.get(one.name)?.perCoreSecond ?? []))} bars/s`);
  }
  console.log(values.json ? JSON.stringify({ machine, rates: Object.fromEntries(rates) }, null, 2) : report(rates));
  if (values.record) {
    const about = `Backtests of ${shortCount(barCount)} random minutes, the default costs and figures included; processor time is that of the whole process.`;
    const path = new URL('../RESULTS.md', import.meta.url);
    recordSection(path, 'backtest', `## Backtest\n\n${machineList(machine)}\n\n${about}\n\n${report(rates)}`);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runBenchmark } from './processes/run-benchmark.ts';
import { ReplayRig } from './replay/rig.ts';
import { fixed, median, ratioOf, shortCount, shortSpread, spreadRatio } from './report/figures.ts';
import { describeMachine, machineList } from './report/machine.ts';
import { markdownTable } from './report/markdown-table.ts';
import { recordSection } from './report/results-document.ts';

const help = `Usage: npm run bench:replay -- [options]

  --events COUNT    events in the log, all of which one reader is given (100000)
  --readers COUNT   readers that come back at once (1000)
  --missed COUNT    events that each of them missed (1000)
  --live COUNT      live readers whose latency is watched (200)
  --rate COUNT      messages published a second meanwhile (200)
  --rounds COUNT    rounds, quiet and crowded in turns (5)
  --quick           few of all: shows that it works, measures little
  --record          writes the results into bench/RESULTS.md
`;

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    readers: { type: 'string' },
    missed: { type: 'string' },
    live: { type: 'string' },
    rate: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const orElse = (given: string | undefined, whole: number, quick: number): number =>
  given === undefined ? (values.quick ? quick : whole) : Number(given);

const size = {
  events: orElse(values.events, 100_000, 5_000),
  readers: orElse(values.readers, 1_000, 50),
  missed: orElse(values.missed, 1_000, 100),
  liveReaders: orElse(values.live, 200, 20),
  rate: orElse(values.rate, 200, 100),
  rounds: orElse(values.rounds, 5, 1),
};

/** By how much live readers' p99 may grow while others come back. */
const mostP99Ratio = 2;
/** How long live readers are watched in a quiet window, and at least in a crowded one, in seconds. */
const windowSeconds = 4;
/** In which what came before is over, in ms. */
const settleMs = 500;

interface Round {
  readonly p99Ms: number;
  readonly tookMs: number;
  readonly perSecond: number;
}

const progress = (text: string): void => console.error(text);

type Happening = Omit<Round, 'p99Ms'>;

/** Watches live readers while something happens. */
const watch = async <What extends Happening>(
  rig: ReplayRig,
  label: string,
  happen: () => Promise<What>,
): Promise<Round & What> => {
  await pause(settleMs);
  const watching = rig.latency(label, windowSeconds);
  const [{ p99 }, what] = await Promise.all([watching, happen()]);
  progress(`${label}: live p99 ${fixed(p99, 2)} ms, took ${fixed(what.tookMs, 0)} ms`);
  return { p99Ms: p99, ...what };
};

interface CameBack extends Happening {
  readonly sendAway: () => Promise<void>;
}

const comeBack = async (rig: ReplayRig, readers: number, signals: number): Promise<CameBack> => {
  const { report, sendAway } = await rig.comeBack(readers, signals);
  const { least, lastMs } = report;
  if (least < signals) throw new Error(`A returning reader got ${least} of ${signals} signals`);
  return { tookMs: lastMs, perSecond: (readers * signals) / (lastMs / 1000), sendAway };
};

const nothing = (): Promise<Happening> => Promise.resolve({ tookMs: 0, perSecond: 0 });

const row = (name: string, rounds: readonly Round[], quiet: readonly Round[]): readonly string[] => {
  const p99s = rounds.map(({ p99Ms }) => p99Ms);
  const ratio = ratioOf(median(p99s), median(quiet.map(({ p99Ms }) => p99Ms)));
  const took = median(rounds.map(({ tookMs }) => tookMs));
  return [
    name,
    took === 0 ? '—' : fixed(took, 0),
    took === 0 ? '—' : shortCount(median(rounds.map(({ perSecond }) => perSecond))),
    `${fixed(median(p99s), 2)} ${shortSpread(spreadRatio(p99s))}`.trim(),
    fixed(ratio, 2),
  ];
};

if (values.help) {
  console.log(help);
} else {
  await runBenchmark(async (children) => {
    const machine = describeMachine(`npm run bench:replay -- ${process.argv.slice(2).join(' ')}`.trim());
    progress(`Filling a durable log with ${size.events} events`);
    const rig = await ReplayRig.open(size, children);
    rig.publish(size.rate);
    const quiet: Round[] = [];
    const one: Round[] = [];
    const crowd: Round[] = [];
    const back: Round[] = [];
    for (let round = 1; round <= size.rounds; round += 1) {
      quiet.push(await watch(rig, `quiet-${round}`, nothing));
      const oneBack = await watch(rig, `one-${round}`, () => comeBack(rig, 1, size.events));
      await oneBack.sendAway();
      one.push(oneBack);
      const crowdBack = await watch(rig, `crowd-${round}`, () => comeBack(rig, size.readers, size.missed));
      crowd.push(crowdBack);
      back.push(await watch(rig, `back-${round}`, nothing));
      await crowdBack.sendAway();
    }
    rig.publish(0);
    await rig.close();
    const table = markdownTable(
      ['while', 'took ms', 'messages/s', 'live p99 ms', 'of the quiet p99'],
      [
        row('nothing else happens', quiet, quiet),
        row(`one reader is given ${shortCount(size.events)} missed events`, one, quiet),
        row(`${size.readers} readers come back at once, ${size.missed} missed events each`, crowd, quiet),
        row(`nothing else happens, those ${size.readers} readers live too`, back, quiet),
      ],
    );
    const worst = Math.max(...[one, crowd].map((rounds) => Number(row('', rounds, quiet)[4])));
    const verdict = worst <= mostP99Ratio ? 'met' : 'not met';
    const text = `${table}

${size.liveReaders} live readers, ${size.rate} messages a second published, ${size.rounds} rounds taken in turns, medians. Target: live p99 at most ${mostP99Ratio} times the quiet one: ${verdict} (${fixed(worst, 2)}).`;
    console.log(text);
    if (values.record) {
      recordSection(
        new URL('../RESULTS.md', import.meta.url),
        'replay',
        `## Replay\n\n${machineList(machine)}\n\n${text}`,
      );
    }
  });
}

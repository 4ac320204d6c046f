import { fileURLToPath } from 'node:url';
import { gateway, limitOf, naive } from './fan-out/contender.ts';
import { measureIdleMemory } from './fan-out/idle-memory.ts';
import { measureLatency } from './fan-out/latency.ts';
import { fanOutHelp, parseFanOutOptions } from './fan-out/options.ts';
import type { FanOutOptions } from './fan-out/options.ts';
import { fanOutReport } from './fan-out/report.ts';
import type { FanOutResults } from './fan-out/results.ts';
import { measureThroughput } from './fan-out/throughput.ts';
import { idleConnections, planTime } from './fan-out/time-plan.ts';
import type { BenchParts } from './fan-out/bench-parts.ts';
import { compileNativePrograms } from './processes/native-programs.ts';
import type { NativePrograms } from './processes/native-programs.ts';
import { runBenchmark } from './processes/run-benchmark.ts';
import { median } from './report/figures.ts';
import { describeMachine, machineList } from './report/machine.ts';
import { recordSection } from './report/results-document.ts';

const say = (progress: string): void => console.error(progress);

const nodeClient = {
  command: process.execPath,
  args: [fileURLToPath(new URL('load/load-client.js', import.meta.url))],
};

/** What the slowest server delivers unbatched at the readers of the latency measurement. */
const slowestOf = (results: FanOutResults): number | undefined => {
  const cells = results.throughput?.cells.filter(({ readers, perTick }) => readers === 1000 && perTick === 1) ?? [];
  const figures = cells.flatMap(({ accepted }) => median(accepted.map(({ dps }) => dps)) ?? []);
  return figures.length === 0 ? undefined : Math.min(...figures);
};

const measure = async (options: FanOutOptions, parts: BenchParts, client: string): Promise<FanOutResults> => {
  let results: FanOutResults = { client, seconds: options.seconds };
  if (options.parts.includes('throughput') || options.parts.includes('own')) {
    results = { ...results, throughput: await measureThroughput(options, parts) };
  }
  if (options.parts.includes('latency')) {
    results = { ...results, latency: await measureLatency(options, parts, slowestOf(results)) };
  }
  if (options.parts.includes('memory')) {
    results = { ...results, idleMemory: await measureIdleMemory(idleConnections(options), parts) };
  }
  return results;
};

const sayPlan = (options: FanOutOptions, parts: BenchParts, native: NativePrograms | undefined): void => {
  if (native === undefined) say('!! The ratios to the C limit, and their targets, will be missing.');
  if (!parts.children.isPinning) say('!! There is no taskset: server and client share cores, and figures waver.');
  const { likely, most } = planTime(options, parts.contenders);
  say(`Takes about ${Math.ceil(likely / 60)} min, at most ${Math.ceil(most / 60)} min.`);
};

const options = parseFanOutOptions(process.argv.slice(2), process.env);
if (options === undefined) {
  console.log(fanOutHelp);
} else {
  await runBenchmark(async (children, whenOver) => {
    const machine = describeMachine(`npm run bench:fan-out -- ${process.argv.slice(2).join(' ')}`.trim());
    const compiled = compileNativePrograms(options.limitDir);
    const native = 'missing' in compiled ? undefined : compiled;
    if ('missing' in compiled) say(`!! Skipping the C limit and its load client: ${compiled.missing}.`);
    if (native !== undefined) whenOver(() => native.remove());
    const parts: BenchParts = {
      children,
      client: native === undefined ? nodeClient : { command: native.client, args: [] },
      contenders: [...(native === undefined ? [] : [limitOf(native)]), gateway, naive],
      say,
    };
    sayPlan(options, parts, native);
    const results = await measure(
      options,
      parts,
      native === undefined ? 'Node, frame headers only' : 'C, frame headers only',
    );
    const report = fanOutReport(results);
    console.log(options.json ? JSON.stringify({ machine, results }, null, 2) : report);
    if (options.record) {
      recordSection(
        new URL('../RESULTS.md', import.meta.url),
        'fan-out',
        `## Fan-out\n\n${machineList(machine)}\n\n${report}`,
      );
    }
  });
}

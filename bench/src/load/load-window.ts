import { percentile } from '../report/figures.ts';
import type { FrameCounter } from './frame-counter.ts';
import { processCpuSeconds } from './process-cpu.ts';
import type { WindowReport } from './window-report.ts';

/** A window to measure. */
export interface LoadWindowPlan {
  readonly label: string;
  /** Whether latencies are taken. */
  readonly timed: boolean;
}

/** Latencies kept of one window. @default a million: some seconds at the rates at which latency is measured */
const maxLatencies = 1_000_000;
/** Place and length of the time in a message, after `{"t":"`. */
const timeStart = 6;
const timeLength = 19;

const readTimeNs = (data: Uint8Array, start: number): number => {
  let time = 0;
  for (let index = start; index < start + timeLength; index += 1) time = time * 10 + ((data[index] ?? 0) - 48);
  return time;
};

/** One measured window: counters at its beginning, what has come since at its end. */
export class LoadWindow {
  readonly #plan: LoadWindowPlan;
  readonly #readers: readonly FrameCounter[];
  readonly #serverPid: number;
  readonly #counts: readonly number[];
  readonly #startedMs = performance.now();
  readonly #serverCpu: number;
  readonly #ownCpu = process.cpuUsage();
  readonly #latenciesMs: number[] = [];

  constructor(plan: LoadWindowPlan, readers: readonly FrameCounter[], serverPid: number) {
    this.#plan = plan;
    this.#readers = readers;
    this.#serverPid = serverPid;
    this.#counts = readers.map((reader) => reader.count);
    this.#serverCpu = processCpuSeconds(serverPid);
  }

  /** Sees a message whose payload begins with the time of its publishing. */
  see(data: Uint8Array, start: number, end: number): void {
    if (!this.#plan.timed || end - start < timeStart + timeLength || this.#latenciesMs.length >= maxLatencies) return;
    const ageNs = Number(process.hrtime.bigint()) - readTimeNs(data, start + timeStart);
    this.#latenciesMs.push(ageNs / 1e6);
  }

  /** Ends the window. */
  report(closed: number): WindowReport {
    const secs = (performance.now() - this.#startedMs) / 1000;
    const own = process.cpuUsage(this.#ownCpu);
    const deltas = this.#readers.map((reader, index) => reader.count - (this.#counts[index] ?? 0));
    const delivered = deltas.reduce((sum, count) => sum + count, 0);
    const serverCpu = processCpuSeconds(this.#serverPid) - this.#serverCpu;
    return {
      label: this.#plan.label,
      n: this.#readers.length,
      secs,
      dps: delivered / secs,
      min: deltas.reduce((least, count) => Math.min(least, count), Number.POSITIVE_INFINITY),
      max: deltas.reduce((most, count) => Math.max(most, count), 0),
      us_per_msg: delivered === 0 ? 0 : (serverCpu * 1e6) / delivered,
      cli_cpu: (own.user + own.system) / 1e6 / secs,
      p50: percentile(this.#latenciesMs, 0.5) ?? 0,
      p99: percentile(this.#latenciesMs, 0.99) ?? 0,
      closed,
    };
  }
}

import { fileURLToPath } from 'node:url';
import { LoadClientProcess } from '../load/load-client-process.ts';
import type { WindowReport } from '../load/window-report.ts';
import { parseReplayReport } from '../load/replay-report.ts';
import type { ReplayReport } from '../load/replay-report.ts';
import type { Child } from '../processes/child.ts';
import type { Children } from '../processes/children.ts';
import { freePort } from '../processes/free-port.ts';
import { commandLine } from '../servers/server-command.ts';

/** A log with a past, as cursors. */
export interface Past {
  readonly epoch: string;
  /** Before the first signal. */
  readonly before: number;
  /** The last signal. */
  readonly end: number;
}

/** Readers that came back. */
export interface Returned {
  readonly report: ReplayReport;
  readonly sendAway: () => Promise<void>;
}

const program = (name: string): string => fileURLToPath(new URL(`../${name}.js`, import.meta.url));
const startPatienceMs = 120_000;
const replayPatienceMs = 180_000;
const path = '/ws/titan';

/** A gateway over a durable log with a past, with live readers. */
export class ReplayRig {
  readonly past: Past;
  readonly #children: Children;
  readonly #port: number;
  readonly #server: Child;
  readonly #live: LoadClientProcess;

  private constructor(parts: { past: Past; children: Children; port: number; server: Child; live: Child }) {
    this.past = parts.past;
    this.#children = parts.children;
    this.#port = parts.port;
    this.#server = parts.server;
    this.#live = new LoadClientProcess(parts.live);
  }

  /** Starts the gateway, fills its log, and connects live readers. */
  static async open(of: { events: number; liveReaders: number }, children: Children): Promise<ReplayRig> {
    const port = await freePort();
    const server = children.start('server', {
      name: 'gateway',
      command: process.execPath,
      args: [program('servers/replay-server'), String(port), String(of.events)],
    });
    const listening = server.answer((line) => line === 'LISTEN', startPatienceMs);
    const told = await server.answer((line) => line.startsWith('PAST '), startPatienceMs);
    await listening;
    const [, epoch = '', before = '0', end = '0'] = told.split(' ');
    const args = ['-p', port, '-P', path, '-n', of.liveReaders, '-S', server.pid].map(String);
    const live = children.start('client', {
      name: 'live readers',
      command: process.execPath,
      args: [program('load/load-client'), ...args],
    });
    await live.answer((line) => line === 'READY', startPatienceMs);
    return new ReplayRig({ past: { epoch, before: Number(before), end: Number(end) }, children, port, server, live });
  }

  /** Publishes so many signals a second, until 0. */
  publish(perSecond: number): void {
    this.#server.say(commandLine(perSecond > 0 ? { do: 'start', perSecond, perTick: 1 } : { do: 'stop' }));
  }

  /** Latencies of the live readers over so many seconds. */
  latency(label: string, seconds: number): Promise<WindowReport> {
    return this.#live.measure({ label, warmSeconds: 0, seconds, timed: true });
  }

  /** So many readers come back at once, each with a cursor that lacks so many signals, and stay until they are sent away. */
  async comeBack(readers: number, signals: number): Promise<Returned> {
    const { epoch, end } = this.past;
    const since = `${path}?since=${epoch}.${end - signals}`;
    const child = this.#children.start('client', {
      name: 'returning readers',
      command: process.execPath,
      args: [program('load/replay-client'), '-p', String(this.#port), '-P', since],
    });
    await child.answer((line) => line === 'READY', startPatienceMs);
    const answer = child.answer((line) => parseReplayReport(line) !== undefined, replayPatienceMs);
    child.say(`come ${readers} ${signals}`);
    const report = parseReplayReport(await answer);
    if (report === undefined) throw new Error('Returning readers gave no report');
    return { report, sendAway: () => this.#children.stop(child) };
  }

  async close(): Promise<void> {
    await this.#children.stop(this.#live.child);
    await this.#children.stop(this.#server);
  }
}

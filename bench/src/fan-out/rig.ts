import { setTimeout as pause } from 'node:timers/promises';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { LoadClientProcess } from '../load/load-client-process.ts';
import type { WindowPlan } from '../load/load-client-process.ts';
import type { WindowReport } from '../load/window-report.ts';
import type { Child } from '../processes/child.ts';
import type { Children } from '../processes/children.ts';
import { freePort } from '../processes/free-port.ts';
import { commandLine } from '../servers/server-command.ts';
import type { MemoryReport, ServerCommand } from '../servers/server-command.ts';
import type { Contender } from './contender.ts';
import { scrapeMetric } from './scraped-metric.ts';

/** How load clients are started. */
export interface ClientProgram {
  readonly command: string;
  readonly args: readonly string[];
}

/** What a server is told while a window is measured. */
export type Load = Extract<ServerCommand, { do: 'start' }>;

const startPatienceMs = 20_000;
const connectPatienceMs = 120_000;
/** Time after a stop in which what is on its way arrives, so that it disturbs no other window, in ms. */
const settleMs = 200;
const checkMemory = Compile(Type.Object({ residentBytes: Type.Number(), heapBytes: Type.Number() }));

/** What a server has written so far. */
export interface Sent {
  readonly messages: number;
  readonly bytes: number;
}

/** One server with its readers connected, ready to be measured again and again. */
export class Rig {
  readonly contender: Contender;
  readonly readers: number;
  readonly #children: Children;
  readonly #port: number;
  readonly #server: Child;
  readonly #clients: LoadClientProcess[] = [];
  #fellBehind = 0;

  private constructor(parts: {
    contender: Contender;
    children: Children;
    port: number;
    server: Child;
    readers: number;
  }) {
    this.contender = parts.contender;
    this.readers = parts.readers;
    this.#children = parts.children;
    this.#port = parts.port;
    this.#server = parts.server;
  }

  /** Starts the server and connects its readers. */
  static async open(
    contender: Contender,
    load: { readers: number; client: ClientProgram },
    children: Children,
  ): Promise<Rig> {
    const port = await freePort();
    const { command, args, title: name } = contender;
    const server = children.start('server', { name, command, args: args(port) });
    await server.answer((line) => line.startsWith('LISTEN'), startPatienceMs);
    const rig = new Rig({ contender, children, port, server, readers: load.readers });
    await rig.connect(load.readers, load.client);
    return rig;
  }

  /** Connects readers by a load client of their own. */
  async connect(readers: number, client: ClientProgram): Promise<void> {
    const { title, path } = this.contender;
    const args = ['-p', this.#port, '-P', path, '-n', readers, '-S', this.#server.pid].map(String);
    const plan = { name: `load client of ${title}`, command: client.command, args: [...client.args, ...args] };
    const child = this.#children.start('client', plan);
    await child.answer((line) => line === 'READY', connectPatienceMs);
    this.#clients.push(new LoadClientProcess(child));
  }

  /** Measures a window under load; with a problem when it must not count. */
  async measure(load: Load, plan: WindowPlan): Promise<{ report: WindowReport; problem: string | undefined }> {
    this.#server.say(commandLine(load));
    const report = await this.#client.measure(plan);
    this.#server.say(commandLine({ do: 'stop' }));
    await pause(settleMs);
    return { report, problem: await this.#problemOf(report) };
  }

  /** Publishes exactly so many messages and tells what the readers got. */
  async burst(ticks: number, perTick: number, seconds: number): Promise<WindowReport> {
    const window = this.#client.measure({ label: 'burst', warmSeconds: 0, seconds, timed: false });
    await pause(settleMs);
    const done = this.#server.answer((line) => line === 'DONE', startPatienceMs);
    this.#server.say(commandLine({ do: 'burst', ticks, perTick }));
    const [report] = await Promise.all([window, done]);
    // What did not arrive in time must not be taken for the next burst's.
    await pause(settleMs);
    return report;
  }

  /** Memory of the server after collecting garbage. */
  async memory(): Promise<MemoryReport> {
    const answer = this.#server.answer((line) => line.startsWith('{'), startPatienceMs);
    this.#server.say(commandLine({ do: 'memory' }));
    const value: unknown = JSON.parse(await answer);
    if (!checkMemory.Check(value)) throw new Error(`${this.contender.title} told no memory`);
    return value;
  }

  /** What it has written so far; `undefined` where it does not tell. */
  async sent(): Promise<Sent | undefined> {
    if (!this.contender.hasMetrics) return undefined;
    const messages = await scrapeMetric(this.#port, 'pitwall_messages_out_total');
    return { messages, bytes: await scrapeMetric(this.#port, 'pitwall_bytes_out_total') };
  }

  async close(): Promise<void> {
    for (const { child } of this.#clients) await this.#children.stop(child);
    await this.#children.stop(this.#server);
  }

  get #client(): LoadClientProcess {
    const client = this.#clients[0];
    if (client === undefined) throw new Error('No readers are connected');
    return client;
  }

  async #problemOf(report: WindowReport): Promise<string | undefined> {
    if (report.closed > 0) return `${report.closed} readers were closed`;
    if (this.contender.hasMetrics) {
      const before = this.#fellBehind;
      this.#fellBehind = await scrapeMetric(this.#port, 'pitwall_fell_behind_total');
      if (this.#fellBehind > before) return `${this.#fellBehind - before} readers fell behind`;
    }
    if (report.max === 0) return 'nothing was delivered';
    if (report.min < 0.9 * report.max) return `unsteady: a reader had ${report.min} messages, another ${report.max}`;
    return undefined;
  }
}

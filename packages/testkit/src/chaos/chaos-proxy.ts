import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { ChaosPipe, harmless } from './chaos-pipe.ts';
import type { PipeFaults, Schedule } from './chaos-pipe.ts';

/** What a chaos proxy stands before. */
export interface ChaosProxyOptions {
  /** Port of the server on loopback; a function, because a server that restarts may have another one. */
  readonly targetPort: () => number;
  /** @default timers of the machine: the proxy stands between real sockets */
  readonly schedule?: Schedule;
}

/** Which way bytes go. */
export type Direction = 'to-server' | 'to-client';

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly pipes: Readonly<Record<Direction, ChaosPipe>>;
}

const onMachine: Schedule = (afterMs, run) => {
  setTimeout(run, afterMs).unref();
};

const ignore = (): void => undefined;

/**
 * A TCP proxy on loopback that does to connections what networks do: cuts, stalls, delays, throttles, half-closes, corrupts, and
 * refuses. What it is told holds for all open connections and, faults of pipes, for those that come.
 */
export class ChaosProxy {
  readonly #options: ChaosProxyOptions;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #faults: Readonly<Record<Direction, PipeFaults>> = { 'to-server': harmless, 'to-client': harmless };
  #refuses = false;
  #accepted = 0;
  #corrupted = 0;

  private constructor(options: ChaosProxyOptions) {
    this.#options = options;
    // A half-close is passed on, not completed.
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#join(client));
  }

  /** Starts a proxy on a free port. */
  static async start(options: ChaosProxyOptions): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy is not listening');
    return address.port;
  }

  /** Connections that are open through it. */
  get openCount(): number {
    return this.#links.size;
  }

  /** Connections that it has let in. */
  get acceptedCount(): number {
    return this.#accepted;
  }

  /** Chunks in which a bit was flipped. */
  get corruptedCount(): number {
    return this.#corrupted;
  }

  /** Resets all connections, as a cable that is pulled does when it is noticed. */
  cut(): void {
    for (const { client, server } of this.#links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /** Resets connections as they come, until `accept`. */
  refuse(): void {
    this.#refuses = true;
  }

  accept(): void {
    this.#refuses = false;
  }

  /** Changes what is done to bytes of one direction; what is not named stays. */
  disturb(direction: Direction, faults: Partial<PipeFaults>): void {
    this.#faults = { ...this.#faults, [direction]: { ...this.#faults[direction], ...faults } };
    for (const { pipes } of this.#links) pipes[direction].set(this.#faults[direction]);
  }

  /** Lets everything through again. Half-closed and cut connections stay so. */
  calm(): void {
    this.#refuses = false;
    this.#faults = { 'to-server': harmless, 'to-client': harmless };
    for (const { pipes } of this.#links) {
      pipes['to-server'].set(harmless);
      pipes['to-client'].set(harmless);
    }
  }

  /** Flips a bit in the next chunk of each open connection. */
  corrupt(direction: Direction): void {
    for (const { pipes } of this.#links) pipes[direction].corruptNext();
  }

  /** Ends one direction of each open connection; the other goes on. */
  halfClose(direction: Direction): void {
    for (const { pipes } of this.#links) pipes[direction].halfClose();
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(client: Socket): void {
    client.on('error', ignore);
    if (this.#refuses) {
      client.resetAndDestroy();
      return;
    }
    this.#accepted += 1;
    const server = connect({ port: this.#options.targetPort(), host: '127.0.0.1', allowHalfOpen: true });
    server.on('error', ignore);
    const schedule = this.#options.schedule ?? onMachine;
    const onCorrupted = (): void => void (this.#corrupted += 1);
    const pipes = {
      'to-server': new ChaosPipe(client, server, schedule, onCorrupted),
      'to-client': new ChaosPipe(server, client, schedule, onCorrupted),
    };
    pipes['to-server'].set(this.#faults['to-server']);
    pipes['to-client'].set(this.#faults['to-client']);
    const link = { client, server, pipes };
    this.#links.add(link);
    const gone = (other: Socket, hadError: boolean): void => {
      this.#links.delete(link);
      // A reset is passed on as one; a proper end has passed through the pipe already.
      if (hadError) other.resetAndDestroy();
      else other.destroySoon();
    };
    client.once('close', (hadError) => gone(server, hadError));
    server.once('close', (hadError) => gone(client, hadError));
  }
}

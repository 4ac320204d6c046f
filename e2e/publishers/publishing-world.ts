import { dialects } from '@pitwall/dialects';
import { createGateway, createLogger, defaultGatewayOptions, MemoryLog } from '@pitwall/gateway';
import type { EventLog, Gateway } from '@pitwall/gateway';
import { tradesShown } from './console-view.ts';

/** The credential with which everybody here publishes. */
export const publishToken = 'a-credential-for-publishing';

const jwtSecret = 'a secret of at least thirty-two bytes';

/** A log that outlives the gateways that write to it, as one on a disk does. */
const lastingLog = (): EventLog => {
  const log = new MemoryLog({ epoch: 'kept' });
  return {
    epoch: log.epoch,
    headSeq: () => log.headSeq(),
    horizonSeq: () => log.horizonSeq(),
    append: (batch) => log.append(batch),
    read: (request) => log.read(request),
    seqBefore: (time) => log.seqBefore(time),
    follow: (hear) => log.follow(hear),
    close: () => Promise.resolve(),
  };
};

/** A gateway that can go away and come back on its port with its past, and what consoles see of it. */
export class PublishingWorld {
  /** Ids of the trades that were written, in order. */
  readonly written: string[] = [];
  /** What was said of sources, in order. */
  readonly said: string[] = [];
  port = 0;
  readonly #log = lastingLog();
  #gateway: Gateway | undefined;
  #wake: () => void = () => undefined;

  constructor() {
    this.#log.follow((events) => {
      for (const event of events) {
        if (event.kind === 'trade') this.written.push(event.data.tradeId);
        if (event.kind === 'source-status') this.said.push(`${event.data.source} ${event.data.status}`);
      }
      this.#wake();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = {
      ...defaultGatewayOptions,
      port: this.port,
      legacyPorts: false,
      account: 'main',
      jwtSecret,
      authRoutes: { fleet: 'optional' } as const,
      publishers: [{ name: 'desk', token: publishToken, accounts: ['main'] }],
    };
    const logger = createLogger({ level: 'silent' }, { destination: process.stderr });
    this.#gateway = createGateway(options, { dialects, logger, version: 'test', log: this.#log });
    ({ port: this.port } = (await this.#gateway.start()).main);
  }

  async stop(): Promise<void> {
    await this.#gateway?.stop();
  }

  /** Trades as a console sees them that knows of nothing yet, up to a number of them. */
  seenByConsole(count: number): Promise<readonly unknown[]> {
    return tradesShown({ port: this.port, path: '/ws/fleet?since=kept.0' }, count);
  }

  /** Resolves as soon as so many trades are written. */
  async wrote(count: number): Promise<void> {
    while (this.written.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}

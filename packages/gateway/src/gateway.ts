import type { PitwallError } from '@pitwall/model';
import { Core } from './core.ts';
import { inProcessPublisher } from './credentials.ts';
import { Doors } from './doors.ts';
import type { Gateway, GatewayAddresses, GatewayParts } from './gateway-contract.ts';
import type { HealthReport } from './http/health-report.ts';
import { pump } from './ingest/pump.ts';
import { Lifecycle } from './lifecycle.ts';
import type { GatewayOptions } from './options.ts';
import { Pulse } from './sources/pulse.ts';
import { reloadCertificate } from './tls.ts';

/** The gateway with everything in its place. */
class PitwallGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #parts: GatewayParts;
  readonly #core: Core;
  readonly #doors: Doors;
  readonly #life: Lifecycle<GatewayAddresses>;
  readonly #startedAtMs: number;

  constructor(options: GatewayOptions, parts: GatewayParts) {
    this.#options = options;
    this.#parts = parts;
    this.#core = new Core(options, parts);
    this.#startedAtMs = this.#core.clock.monotonicMs();
    this.#life = this.#createLife();
    this.#doors = new Doors(options, {
      ...parts,
      core: this.#core,
      leaving: this.#life.leaving,
      health: () => this.#health(),
    });
  }

  start(): Promise<GatewayAddresses> {
    return this.#life.start();
  }

  publish(...[drafts, publisher]: Parameters<Gateway['publish']>): ReturnType<Gateway['publish']> {
    return this.#core.ingest.publish(publisher ?? inProcessPublisher(this.#options, 'in-process'), drafts);
  }

  async pump(...[source, publisher, promise]: Parameters<Gateway['pump']>): Promise<void> {
    const { clock, ingest, sources } = this.#core;
    const who = publisher ?? inProcessPublisher(this.#options, 'in-process');
    const onRefused = (error: PitwallError): void =>
      this.#parts.logger.warn({ code: error.code, problems: error.problems }, error.message);
    const pulse = promise && new Pulse(promise, { clock, sources, publisher: who, onRefused });
    pulse?.start();
    try {
      await pump(source, { ingest, publisher: who, onRefused });
    } finally {
      await pulse?.stop();
    }
  }

  reloadTls(): Promise<void> {
    return reloadCertificate(this.#options, { ...this.#parts, listeners: this.#doors.listeners });
  }

  drain(): Promise<void> {
    return this.#life.drain();
  }

  stop(): Promise<void> {
    return this.#life.stop();
  }

  #createLife(): Lifecycle<GatewayAddresses> {
    return new Lifecycle({
      start: async (assertStays) => {
        await this.#core.restore(assertStays);
        return this.#doors.open(assertStays);
      },
      leave: () => this.#doors.listeners.stopListening(),
      drain: () => this.#drain(),
      cut: () => this.#core.sessions.cutAll(),
      close: () => this.#close(),
    });
  }

  async #drain(): Promise<void> {
    const { drainSpreadMs, drainTimeoutMs } = this.#options;
    const { delivery, sessions } = this.#core;
    this.#parts.logger.info({ sessions: sessions.size }, 'draining');
    delivery.flushAll();
    const spreadMs = Math.min(drainSpreadMs, drainTimeoutMs / 2);
    const ended = sessions.drain({ spreadMs, timeoutMs: drainTimeoutMs });
    await Promise.all([ended, this.#doors.listeners.answered(drainTimeoutMs)]);
    this.#parts.logger.info('drained');
  }

  async #close(): Promise<void> {
    this.#core.sources.stop();
    try {
      await this.#core.log.close();
    } finally {
      await this.#doors.close();
    }
  }

  #health(): HealthReport {
    return {
      status: this.#life.leaving.aborted ? 'draining' : 'healthy',
      activeConnections: this.#core.sessions.size,
      epoch: this.#core.log.epoch,
      uptimeMs: Math.round(this.#core.clock.monotonicMs() - this.#startedAtMs),
      version: this.#parts.version,
    };
  }
}

/** Makes a gateway of resolved options; nothing listens before `start`. */
export const createGateway = (options: GatewayOptions, parts: GatewayParts): Gateway =>
  new PitwallGateway(options, parts);

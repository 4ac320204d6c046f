import type { Backoff } from '../connection/backoff.ts';
import type { ClientStatus, TransportName } from '../contract.ts';
import type { ConnectionState } from '../connection/connection-table.ts';
import type { Clock } from '../ports.ts';
import type { Reader } from '../reading/reader.ts';
import type { Tokens } from '../tokens.ts';
import type { FallbackWay, WayPort } from '../way.ts';
import type { GatewayHttp } from './gateway-http.ts';
import { HttpReading, type HttpReadingOptions } from './http-reading.ts';

/** How HTTP is used. */
export interface HttpWayOptions extends HttpReadingOptions {
  /** Event streams in a row that may fail before pages are asked for instead. @default 3 */
  readonly sseFailures: number;
}

/** What HTTP works with. */
export interface HttpWayParts {
  readonly gateway: GatewayHttp;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly port: WayPort;
}

/** The ways over HTTP: an event stream for each reader or, where none comes through, pages. */
export class HttpWay implements FallbackWay {
  readonly #options: HttpWayOptions;
  readonly #parts: HttpWayParts;
  readonly #readings = new Map<Reader, HttpReading>();
  #failures = 0;
  #isStarted = false;

  constructor(options: HttpWayOptions, parts: HttpWayParts) {
    this.#options = options;
    this.#parts = parts;
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  get status(): ClientStatus {
    const readings = [...this.#readings.values()];
    const troubled = readings.find(({ trouble }) => trouble !== undefined);
    const { trouble, retryAtMs, attempt = 0 } = troubled ?? {};
    return {
      state: this.#stateOf(troubled !== undefined),
      transport: this.#transport,
      attempt,
      ...(trouble === undefined ? {} : { why: trouble.why }),
      ...(retryAtMs === undefined ? {} : { retryAtMs }),
    };
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#failures = 0;
    for (const reader of this.#parts.port.welcomed()) this.add(reader);
    this.#parts.port.changed();
  }

  stop(): void {
    this.#isStarted = false;
    for (const reading of this.#readings.values()) reading.stop();
    this.#readings.clear();
  }

  retryNow(): void {
    for (const reading of this.#readings.values()) reading.retryNow();
  }

  add(reader: Reader): void {
    if (!this.#isStarted) return;
    const { port, ...parts } = this.#parts;
    const reading = new HttpReading(
      this.#options,
      {
        ...parts,
        streams: () => this.#transport === 'sse',
        streamed: (isGood) => (this.#failures = isGood ? 0 : this.#failures + 1),
        changed: () => port.changed(),
        count: (what) => port.count(what),
      },
      reader,
    );
    this.#readings.set(reader, reading);
    void reading.run();
  }

  remove(reader: Reader): void {
    this.#readings.get(reader)?.stop();
    this.#readings.delete(reader);
    this.#parts.port.changed();
  }

  get #transport(): TransportName {
    return this.#failures < this.#options.sseFailures ? 'sse' : 'polling';
  }

  #stateOf(isTroubled: boolean): ConnectionState {
    if (!this.#isStarted) return 'idle';
    if (isTroubled) return 'waiting';
    return [...this.#readings.keys()].every(({ isLive }) => isLive) ? 'live' : 'catching-up';
  }
}

import type { HeartbeatPromise, Stop } from '../contract.ts';
import { Cancellation, type GatewayHttp } from '../http/gateway-http.ts';
import type { Clock, Timer } from '../ports.ts';

/** How long the answer to a sign of life may take, in ms. */
const timeoutMs = 10_000;

/** Sends the promised signs of life of sources. One that does not arrive is not repeated: the next one is. */
export class Heartbeats {
  readonly #gateway: GatewayHttp;
  readonly #clock: Clock;
  readonly #stops = new Set<() => Promise<void>>();

  constructor(gateway: GatewayHttp, clock: Clock) {
    this.#gateway = gateway;
    this.#clock = clock;
  }

  /** Begins, until it is stopped; then the source says goodbye. */
  promise(promise: HeartbeatPromise): Stop {
    const { source, account, heartbeatMs } = promise;
    const named = account === undefined ? { source } : { source, account };
    let timer: Timer | undefined;
    const beat = (): void => {
      void this.#send({ ...named, heartbeatMs });
      timer = this.#clock.after(heartbeatMs, beat);
    };
    beat();
    const stop = (): Promise<void> => {
      if (!this.#stops.delete(stop)) return Promise.resolve();
      timer?.cancel();
      return this.#send({ ...named, bye: true });
    };
    this.#stops.add(stop);
    return () => void stop();
  }

  /** Stops all of them. Resolves when the goodbyes were sent, or could not be. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#stops].map((stop) => stop()));
  }

  async #send(body: object): Promise<void> {
    const request = { method: 'POST', path: '/v1/heartbeat', body: JSON.stringify(body), timeoutMs } as const;
    try {
      await this.#gateway.ask(request, new Cancellation());
    } catch {
      // That it is missing is what it tells.
    }
  }
}

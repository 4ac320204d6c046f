import { PitwallError } from '@pitwall/model';

/** What a service does at the turns of its life. */
export interface LifecyclePort<Started> {
  /** Starts; `assertStays` throws after an await during which the end began. */
  start(assertStays: () => void): Promise<Started>;
  /** The end began: nobody is taken in any more. */
  leave(): void;
  /** Ends with notice whatever was taken in. */
  drain(): Promise<void>;
  /** Ends at once whatever was taken in. */
  cut(): void;
  /** Closes what is left. Called once, whether drain or stop gets there first, and never during a start. */
  close(): Promise<void>;
}

/** The order of start, drain and stop, whichever overtakes the other: each happens once, and no end leaves a start behind. */
export class Lifecycle<Started> {
  readonly #port: LifecyclePort<Started>;
  readonly #leaving = new AbortController();
  #started: Promise<Started> | undefined;
  #drained: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  constructor(port: LifecyclePort<Started>) {
    this.#port = port;
  }

  /** Aborted when the end begins. */
  get leaving(): AbortSignal {
    return this.#leaving.signal;
  }

  /** Starts once. Rejects with `SHUTTING_DOWN` when a drain or a stop came first or meanwhile. */
  start(): Promise<Started> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Ends with notice; resolves when all is closed. After a stop it waits for that. */
  drain(): Promise<void> {
    this.#drained ??= this.#stopped ?? this.#drain();
    return this.#drained;
  }

  /** Ends at once, also during a start or a drain; resolves when all is closed. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #start(): Promise<Started> {
    const assertStays = (): void => {
      if (!this.leaving.aborted) return;
      throw new PitwallError('SHUTTING_DOWN', 'The gateway was stopped before it had started');
    };
    assertStays();
    // A start that was overtaken may fail of that, in words that lead astray.
    return this.#port.start(assertStays).finally(assertStays);
  }

  async #drain(): Promise<void> {
    const left = this.#leave();
    await Promise.all([left, this.#port.drain()]);
    await this.#close();
  }

  async #stop(): Promise<void> {
    const left = this.#leave();
    this.#port.cut();
    await left;
    await this.#close();
  }

  /** Begins the end, and waits until a start that is under way gave up. */
  async #leave(): Promise<void> {
    if (!this.leaving.aborted) this.#port.leave();
    this.#leaving.abort();
    await this.#started?.catch(() => undefined);
  }

  #close(): Promise<void> {
    this.#closed ??= this.#port.close();
    return this.#closed;
  }
}

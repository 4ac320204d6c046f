import { ClientError } from '../../client-error.ts';
import type { Backoff } from '../../connection/backoff.ts';
import type { HttpExchange, Ports, Timer } from '../../ports.ts';
import { webAddress, withQuery, withSuffix } from '../address.ts';
import type { FleetPolicy } from './fleet-policy.ts';
import { readPollAnswer } from './poll-answer.ts';
import type { PollFault, PollPage } from './poll-answer.ts';

/** What a loop of polls works with. */
export interface PollLoopParts {
  readonly ports: Pick<Ports, 'clock' | 'http' | 'random'>;
  /** When to ask again after a poll that failed. */
  readonly backoff: Backoff;
  /** The WebSocket's address, without token. */
  readonly url: string;
  readonly account: string | undefined;
  readonly token: () => string | undefined | Promise<string | undefined>;
  /** Where the WebSocket left; the loop goes on from there. */
  readonly since: () => string | undefined;
  readonly page: (page: PollPage) => void;
  readonly fault: (fault: PollFault) => void;
}

/** Asks again and again for what a WebSocket would say. It can be paused at any time: what was not taken comes again. */
export class PollLoop {
  readonly #policy: FleetPolicy;
  readonly #parts: PollLoopParts;
  #isRunning = false;
  /** Counts runs, so that what comes late of an old one is recognised. */
  #generation = 0;
  #exchange: HttpExchange | undefined;
  #timer: Timer | undefined;
  #cursor: string | undefined;
  #failures = 0;

  constructor(policy: FleetPolicy, parts: PollLoopParts) {
    this.#policy = policy;
    this.#parts = parts;
  }

  /** Begins, or goes on after a pause. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#ask();
  }

  /** Ends the poll under way, whose answer is not taken, and keeps the place. */
  pause(): void {
    this.#isRunning = false;
    this.#generation += 1;
    this.#timer?.cancel();
    this.#exchange?.cancel();
    this.#exchange = undefined;
  }

  /** Ends it and forgets the place: the WebSocket goes on, and a later start begins where that left. */
  stop(): void {
    this.pause();
    this.#cursor = undefined;
    this.#failures = 0;
  }

  #ask(): void {
    this.#generation += 1;
    const generation = this.#generation;
    const since = this.#cursor ?? this.#parts.since();
    const startedAtMs = this.#parts.ports.clock.monotonicMs();
    const isCurrent = (): boolean => generation === this.#generation;
    void this.#outcome(since, isCurrent).then((outcome) => {
      if (outcome === undefined || !isCurrent()) return undefined;
      return outcome.kind === 'page' ? this.#turn(outcome, startedAtMs) : this.#fail(outcome);
    });
  }

  async #outcome(since: string | undefined, isCurrent: () => boolean): Promise<PollPage | PollFault | undefined> {
    try {
      return await this.#request(since, isCurrent);
    } catch (cause) {
      return {
        kind: 'later',
        retryAfterMs: 0,
        why: new ClientError('CONNECTION_LOST', 'The poll was not answered', { cause }),
      };
    }
  }

  async #request(since: string | undefined, isCurrent: () => boolean): Promise<PollPage | PollFault | undefined> {
    const { clock, http } = this.#parts.ports;
    const token = await this.#parts.token();
    if (!isCurrent()) return undefined;
    const exchange = http({
      method: 'GET',
      url: this.#address(since),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    this.#exchange = exchange;
    const limit = clock.after(this.#policy.pollTimeoutMs, () => exchange.cancel());
    try {
      const answer = await exchange.answer;
      const text = await answer.text();
      return readPollAnswer({ status: answer.status, retryAfter: answer.header('retry-after'), text });
    } finally {
      limit.cancel();
    }
  }

  #address(since: string | undefined): string {
    const { url, account } = this.#parts;
    return withQuery(withSuffix(webAddress(url), '/poll'), {
      token: undefined,
      since,
      wait: since === undefined ? undefined : String(this.#policy.pollWaitSeconds),
      ...(account === undefined ? {} : { account }),
    });
  }

  #turn(page: PollPage, startedAtMs: number): void {
    const { clock } = this.#parts.ports;
    const generation = this.#generation;
    this.#failures = 0;
    this.#cursor = page.cursor;
    this.#parts.page(page);
    // A listener may have ended it all.
    if (generation !== this.#generation) return;
    const isIdle = page.messages.length === 0 && !page.more;
    const tookMs = clock.monotonicMs() - startedAtMs;
    this.#askAfter(isIdle ? Math.max(0, this.#policy.minPollIntervalMs - tookMs) : 0);
  }

  #fail(fault: PollFault): void {
    this.#parts.fault(fault);
    if (!this.#isRunning) return;
    if (fault.kind === 'absent' || fault.kind === 'refused') {
      this.stop();
      return;
    }
    if (fault.kind === 'afresh') this.#cursor = undefined;
    this.#failures += 1;
    const { backoff, ports } = this.#parts;
    const retryAfterMs = fault.kind === 'later' ? fault.retryAfterMs : 0;
    this.#askAfter(retryAfterMs + (backoff.delayMs(this.#failures, ports.random()) ?? 0));
  }

  #askAfter(delayMs: number): void {
    this.#timer = this.#parts.ports.clock.after(delayMs, () => this.#ask());
  }
}

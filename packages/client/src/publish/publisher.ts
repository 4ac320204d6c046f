import { ClientError } from '../client-error.ts';
import type { Backoff } from '../connection/backoff.ts';
import type { Receipt } from '../contract.ts';
import type { Draft } from '../fact.ts';
import { gatewayError } from '../gateway-error.ts';
import { Cancellation, failureOf, type GatewayHttp, type HttpFailure } from '../http/gateway-http.ts';
import type { Clock } from '../ports.ts';
import type { FaultReport } from '../reading/report-fault.ts';
import type { Tokens } from '../tokens.ts';
import type { PublishResult } from '../wire/messages.ts';
import { readJson, readPublishAnswer } from '../wire/read.ts';
import type { NamedDraft, PublishOptions } from './publish-contract.ts';
import { noRoom, PublishQueue, type Outgoing } from './publish-queue.ts';

/** What publishing works with. */
export interface PublisherParts {
  readonly gateway: GatewayHttp;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly report: FaultReport;
}

const defaults = {
  maxBuffered: 10_000,
  whenFull: 'refuse' as const,
  maxBatch: 500,
  maxBatchChars: 1_000_000,
  requestTimeoutMs: 15_000,
} satisfies PublishOptions;

/** Statuses of answers that may have a result for each fact: of those where none was taken it is the first refusal's. */
const maySayResults = [200, 207, 400, 403, 409, 422, 429, 500, 503, 507];

/**
 * Publishes in order, one request at a time. What the gateway did not confirm is sent again with the same ids, so that an
 * outage delays facts but neither doubles nor loses them, as long as there is room and it is shorter than the gateway
 * remembers ids.
 */
export class Publisher {
  readonly #options: PublishOptions & { readonly requestTimeoutMs: number };
  readonly #parts: PublisherParts;
  readonly #queue: PublishQueue;
  readonly #idPrefix: string;
  #ids = 0;
  #cancellation = new Cancellation();
  #sending: Promise<void> | undefined;
  #loaded: Promise<void> | undefined;
  #isClosed = false;
  #attempt = 0;
  #most = Infinity;

  constructor(options: PublishOptions, parts: PublisherParts) {
    this.#options = { ...defaults, ...options };
    this.#parts = parts;
    this.#queue = new PublishQueue({ ...defaults, ...options });
    const chance = (): string => Math.floor(parts.random() * 2 ** 32).toString(36);
    this.#idPrefix = `${parts.clock.now().toString(36)}-${chance()}${chance()}`;
  }

  /** Takes a draft in. Resolves when the gateway confirmed it. */
  publish(draft: Draft): Promise<Receipt> {
    if (this.#isClosed) return Promise.reject(new ClientError('CLOSED', 'The client was closed'));
    const named = this.#named(draft);
    return new Promise((resolve, reject) => {
      const outgoing = { draft: named, text: JSON.stringify(named), resolve, reject };
      if (this.#push(outgoing)) this.#store((store) => store.add([named]));
      this.#send();
    });
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    while (this.#queue.size > 0 || this.#sending !== undefined) {
      this.#send();
      await this.#sending;
    }
  }

  /** Ends it: what waits is refused here, and stays in the store where there is one. */
  close(): void {
    this.#isClosed = true;
    this.#cancellation.cancel();
    const closed = new ClientError('CLOSED', 'The client was closed before this was published');
    for (const { reject } of this.#queue.clear()) reject(closed);
  }

  #named(draft: Draft): NamedDraft {
    this.#ids += 1;
    const { source } = this.#options;
    // When it happened is now, however long an outage keeps it here.
    return {
      ...(source === undefined ? {} : { source }),
      occurredAt: this.#parts.clock.now(),
      ...draft,
      id: draft.id ?? `${this.#idPrefix}-${this.#ids}`,
    };
  }

  /** Adds one to what waits. False when there was no room for it. */
  #push(outgoing: Outgoing): boolean {
    const forgotten = this.#queue.push(outgoing);
    forgotten?.reject(noRoom());
    if (forgotten === outgoing) return false;
    if (forgotten !== undefined) this.#store((store) => store.remove([forgotten.draft.id]));
    return true;
  }

  #store(work: (store: NonNullable<PublishOptions['store']>) => Promise<void>): void {
    const { store } = this.#options;
    if (store !== undefined) void work(store).catch(this.#parts.report);
  }

  #send(): void {
    if (this.#sending !== undefined || this.#isClosed) return;
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = undefined;
      // What came in the same turn as the end.
      if (this.#queue.size > 0) this.#send();
    });
  }

  async #sendAll(): Promise<void> {
    this.#loaded ??= this.#load();
    await this.#loaded;
    while (this.#queue.size > 0 && !this.#isClosed) {
      const batch = this.#queue.batch(this.#most);
      this.#cancellation = new Cancellation();
      try {
        this.#settle(batch, await this.#post(batch));
      } catch (fault) {
        if (!this.#isClosed) await this.#failed(batch, failureOf(fault));
      }
    }
  }

  /** What an earlier run left: nobody waits for it any more. */
  async #load(): Promise<void> {
    try {
      const left = (await this.#options.store?.load()) ?? [];
      const own = this.#queue.clear();
      const ownIds = new Set(own.map(({ draft }) => draft.id));
      const { report } = this.#parts;
      for (const draft of left) {
        const outgoing = { draft, text: JSON.stringify(draft), resolve: () => undefined, reject: report };
        if (!ownIds.has(draft.id)) this.#push(outgoing);
      }
      for (const outgoing of own) this.#push(outgoing);
    } catch (fault) {
      this.#parts.report(fault);
    }
  }

  async #post(batch: readonly Outgoing[]): Promise<readonly PublishResult[]> {
    const body = `[${batch.map(({ text }) => text).join(',')}]`;
    const { requestTimeoutMs } = this.#options;
    const request = { method: 'POST', path: '/v1/events', body, timeoutMs: requestTimeoutMs } as const;
    const { gateway } = this.#parts;
    const { answer, text } = await gateway.askText(request, this.#cancellation, maySayResults);
    const results = readPublishAnswer(readJson(text))?.results;
    if (results?.length === batch.length) return results;
    if (answer.status !== 200) throw gateway.failure(answer, text);
    throw new ClientError('UNAVAILABLE', 'The gateway answered without a result for each fact');
  }

  #settle(batch: readonly Outgoing[], results: readonly PublishResult[]): void {
    const kept = new Set<Outgoing>();
    const done: string[] = [];
    for (const [at, outgoing] of batch.entries()) {
      const result = results[at];
      if (result === undefined) continue;
      const why = result.ok ? undefined : gatewayError(result.error);
      if (why?.retry === true) kept.add(outgoing);
      else done.push(outgoing.draft.id);
      if (result.ok) outgoing.resolve({ seq: result.seq, cursor: result.cursor, duplicate: result.duplicate });
      else if (why !== undefined && !why.retry) outgoing.reject(why);
    }
    this.#queue.settle(kept);
    this.#store((store) => store.remove(done));
    if (kept.size > 0) throw new ClientError('UNAVAILABLE', 'The gateway could not take all facts yet');
    this.#attempt = 0;
    this.#most = Infinity;
  }

  async #failed(batch: readonly Outgoing[], { why, retryAfterMs = 0 }: HttpFailure): Promise<void> {
    this.#attempt += 1;
    if (why.status === 413 && batch.length > 1) {
      this.#most = Math.ceil(batch.length / 2);
      return;
    }
    const mayRetry = why.code === 'UNAUTHENTICATED' ? this.#parts.tokens.refused() : why.retry;
    if (!mayRetry) {
      for (const { reject } of batch) reject(why);
      this.#queue.settle(new Set());
      this.#store((store) => store.remove(batch.map(({ draft }) => draft.id)));
      return;
    }
    await this.#pause(retryAfterMs + (this.#parts.backoff.delayMs(this.#attempt, this.#parts.random()) ?? 0));
  }

  #pause(delayMs: number): Promise<void> {
    // A request that was cut off for its silence is no reason not to wait.
    this.#cancellation = new Cancellation();
    return new Promise((resolve) => {
      const timer = this.#parts.clock.after(delayMs, resolve);
      this.#cancellation.add(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}

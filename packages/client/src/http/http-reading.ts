import { queryOf } from '../address.ts';
import { ClientError } from '../client-error.ts';
import type { Backoff } from '../connection/backoff.ts';
import { judgeClose } from '../connection/judge-close.ts';
import { Watchdog } from '../connection/watchdog.ts';
import type { Clock, HttpAnswer } from '../ports.ts';
import type { Reader } from '../reading/reader.ts';
import type { Tokens } from '../tokens.ts';
import type { EventPage } from '../wire/messages.ts';
import { readBye, readDropped, readFact, readJson, readLag, readPage, readResume } from '../wire/read.ts';
import { numberOf } from '../wire/seq.ts';
import { EventStreamParser, type StreamEvent } from './event-stream-parser.ts';
import { Cancellation, failureOf, HttpFailure, type GatewayHttp } from './gateway-http.ts';

/** How facts are read over HTTP. */
export interface HttpReadingOptions {
  /** How long a poll waits for something new, in seconds. @default 25, which is the gateway's most */
  readonly pollWaitS: number;
  /** How long an event stream may be silent: the gateway says something every 15 s. @default 30,000 ms */
  readonly sseSilentAfterMs: number;
  /** How long an answer's head may take, beyond what a poll waits. @default 10,000 ms */
  readonly requestTimeoutMs: number;
  readonly account?: string;
}

/** What one reading works with. */
export interface HttpReadingParts {
  readonly gateway: GatewayHttp;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  /** Whether event streams are tried; else pages are asked for again and again. */
  readonly streams: () => boolean;
  /** An event stream began well, or did not come about. */
  readonly streamed: (isGood: boolean) => void;
  readonly changed: () => void;
  readonly count: (what: 'unreadable' | 'mute') => void;
}

/**
 * One reader over HTTP. First pages until nothing is lacking, since only they say when that is; then an event stream from
 * there on, or pages that wait.
 */
export class HttpReading {
  readonly #options: HttpReadingOptions;
  readonly #parts: HttpReadingParts;
  readonly #reader: Reader;
  #cancellation = new Cancellation();
  /** The cursor of the last page, which knows which values were had. */
  #pageCursor: string | undefined;
  /** A cursor that was given up, until the gap is told. */
  #unreadable: string | undefined;
  #attempt = 0;
  #isStopped = false;
  /** Ends the wait before the next request; undefined while there is none. */
  #endWait: (() => void) | undefined;
  /** Before this the gateway does not want to be asked, by the monotonic clock. */
  #notBeforeMs = 0;
  /** Why the last request failed; undefined while all is well. */
  trouble: HttpFailure | undefined;
  retryAtMs: number | undefined;

  constructor(options: HttpReadingOptions, parts: HttpReadingParts, reader: Reader) {
    this.#options = options;
    this.#parts = parts;
    this.#reader = reader;
  }

  get attempt(): number {
    return this.#attempt;
  }

  /** Reads until it is stopped or refused. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      this.#cancellation = new Cancellation();
      try {
        await this.#read();
      } catch (fault) {
        if (this.#isStopped) return;
        await this.#failed(failureOf(fault));
      }
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancellation.cancel();
    this.#reader.interrupted();
  }

  retryNow(): void {
    if (this.#parts.clock.monotonicMs() >= this.#notBeforeMs) this.#endWait?.();
  }

  async #read(): Promise<void> {
    if (!this.#parts.streams()) {
      await this.#page(this.#reader.isLive ? this.#options.pollWaitS : 0);
      return;
    }
    while (await this.#page(0)) if (this.#isStopped) return;
    await this.#stream();
    throw new HttpFailure(new ClientError('CONNECTION_LOST', 'The event stream ended'));
  }

  #path(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
    const { kinds, channels, symbols, accounts } = this.#reader.wish.filter;
    const [only] = accounts ?? [];
    const account = accounts?.length === 1 ? only : this.#options.account;
    const filter = { kinds, channels, symbols, account };
    return `${path}${queryOf({ ...filter, ...parameters })}`;
  }

  /** Reads a page. True when there is more already. */
  async #page(waitS: number): Promise<boolean> {
    const since = this.#pageCursor ?? this.#reader.cursor;
    const path = this.#path('/v1/events', { since, wait: waitS === 0 ? undefined : waitS });
    const timeoutMs = this.#options.requestTimeoutMs + waitS * 1000;
    const { text } = await this.#parts.gateway.askText({ path, timeoutMs }, this.#cancellation);
    const page = readPage(readJson(text));
    if (this.#isStopped) return false;
    if (page === undefined) throw new ClientError('UNAVAILABLE', 'The gateway answered with no page of events');
    this.#take(page, since);
    this.#well();
    return page.more;
  }

  #take(page: EventPage, since: string | undefined): void {
    const reader = this.#reader;
    if (this.#pageCursor === undefined || !page.recovered) {
      const before = reader.cursor;
      const lost = this.#unreadable ?? before ?? since;
      this.#unreadable = undefined;
      reader.begun(page.recovered && before !== undefined ? before : page.seq, page.recovered);
      if (!page.recovered && lost !== undefined) reader.gap({ since: lost, cursor: page.seq, reason: 'reset' });
    }
    this.#pageCursor = page.cursor;
    for (const event of page.events) {
      reader.fact(event, event.snapshot === true ? 'snapshot' : 'event');
      if (event.snapshot !== true) reader.passed(event.seq);
    }
    reader.passed(page.seq);
    // With an event stream to follow it is complete when that has taken over.
    if (!page.more && !this.#parts.streams()) reader.live({ cursor: page.seq });
  }

  async #stream(): Promise<void> {
    const { cursor } = this.#reader;
    const path = this.#path('/v1/sse', { since: cursor });
    const request = { path, accept: 'text/event-stream', timeoutMs: this.#options.requestTimeoutMs };
    // Its own pages know nothing of what the stream will bring.
    this.#pageCursor = undefined;
    let isGood = false;
    try {
      const answer = await this.#parts.gateway.ask(request, this.#cancellation);
      await this.#follow(answer, cursor === undefined ? 0 : numberOf(cursor), () => {
        isGood = true;
        this.#parts.streamed(true);
        this.#well();
      });
    } finally {
      // After a stop the reader is another way's.
      if (!this.#isStopped) {
        if (!isGood) this.#parts.streamed(false);
        this.#reader.interrupted();
      }
    }
  }

  async #follow(answer: HttpAnswer, hadThrough: number, resumed: () => void): Promise<void> {
    const parser = new EventStreamParser();
    const watchdog = new Watchdog(
      { probeTimeoutMs: 0 },
      {
        clock: this.#parts.clock,
        probe: () => false,
        mute: () => {
          this.#parts.count('mute');
          this.#cancellation.cancel();
        },
      },
    );
    watchdog.expect(this.#options.sseSilentAfterMs);
    try {
      for await (const piece of answer.pieces()) {
        if (this.#isStopped) return;
        watchdog.heard();
        for (const event of parser.take(piece)) {
          if (event.event === 'resume') {
            // The page that comes next will say the same, and bring the present values.
            if (readResume(readJson(event.data))?.recovered !== true) return;
            this.#reader.live({ cursor: this.#reader.cursor ?? '' });
            resumed();
          } else this.#event(event, hadThrough, parser.retryMs);
        }
      }
    } finally {
      watchdog.stop();
    }
  }

  #event({ event, data, id }: StreamEvent, hadThrough: number, retryMs: number | undefined): void {
    const reader = this.#reader;
    const value = event === undefined ? undefined : readJson(data);
    if (event === 'bye') throw this.#byeOf(value, retryMs);
    if (event === 'dropped') {
      const dropped = readDropped(value);
      if (dropped !== undefined) reader.dropped({ where: 'gateway', ...dropped });
    } else if (event === 'caught-up') {
      const lag = readLag(value);
      if (lag !== undefined) reader.live({ cursor: reader.cursor ?? '', lag });
    } else if (event !== undefined) {
      const fact = readFact(value);
      if (fact === undefined) this.#parts.count('unreadable');
      else if (fact.snapshot !== true) reader.fact(fact, 'event');
      // The stream tells every value anew, and most of them the pages told already.
      else if (numberOf(fact.seq) > hadThrough) reader.fact(fact, 'snapshot');
    }
    if (id !== undefined) reader.passed(id);
  }

  #byeOf(value: unknown, retryMs: number | undefined): HttpFailure {
    const { code, reason } = readBye(value) ?? { code: 1011, reason: 'no reason' };
    const verdict = judgeClose({ code, reason });
    return new HttpFailure(verdict.why ?? new ClientError('CONNECTION_LOST', reason), retryMs);
  }

  /** All goes well again. */
  #well(): void {
    this.#attempt = 0;
    this.trouble = undefined;
    this.retryAtMs = undefined;
    this.#parts.changed();
  }

  /** A place that nobody can read is one that cannot be gone on from. False when there was none. */
  #forget(): boolean {
    if (this.#reader.cursor === undefined) return false;
    this.#unreadable = this.#reader.cursor;
    this.#reader.cursor = undefined;
    this.#pageCursor = undefined;
    return true;
  }

  async #failed(failure: HttpFailure): Promise<void> {
    const { why, retryAfterMs = 0 } = failure;
    this.#attempt += 1;
    this.trouble = failure;
    this.#reader.interrupted();
    if (why.gatewayCode === 'INVALID_CURSOR' && this.#forget()) return;
    const isOver = why.code === 'UNAUTHENTICATED' ? !this.#parts.tokens.refused() : !why.retry;
    if (isOver) {
      this.#isStopped = true;
      this.#reader.ended(why);
      this.#parts.changed();
      return;
    }
    // A request that was cut off for its silence is no reason not to wait.
    const wait = new Cancellation();
    this.#cancellation = wait;
    const { clock, backoff, random } = this.#parts;
    this.#notBeforeMs = clock.monotonicMs() + retryAfterMs;
    const delayMs = retryAfterMs + (backoff.delayMs(this.#attempt, random()) ?? 0);
    this.retryAtMs = clock.now() + delayMs;
    this.#parts.changed();
    this.#endWait = () => wait.cancel();
    await new Promise<void>((resolve) => {
      const timer = clock.after(delayMs, resolve);
      wait.add(() => {
        timer.cancel();
        resolve();
      });
    });
    this.#endWait = undefined;
    this.retryAtMs = undefined;
  }
}

import { createHash } from 'node:crypto';
import type { SequencedEvent, TelemetryEvent } from '@pitwall/model';

/** Bounds within which a repeated id is recognised. */
export interface IdWindowOptions {
  /** @default 10 minutes: longer than any publisher's retries */
  readonly idWindowMs: number;
  /** @default 100,000 ids; the oldest are forgotten first */
  readonly maxIds: number;
}

/** What is known of an id: its body, and its place as soon as it is written. */
interface Known {
  readonly bodyHash: string;
  readonly atMs: number;
  readonly seq: Promise<number>;
}

/** What an id means at this moment. */
export type IdCheck =
  | { readonly is: 'new' }
  /** The same body is written, or being written. */
  | { readonly is: 'repeat'; readonly seq: Promise<number> }
  | { readonly is: 'reused' };

type Identified = Pick<TelemetryEvent, 'kind' | 'key' | 'data' | 'extra'>;

const hashBody = (event: Identified): string =>
  createHash('sha1')
    .update(JSON.stringify([event.kind, event.key, event.data, event.extra]))
    .digest('base64');

const scopeOf = (publisher: string, account: string, id: string): string => `${publisher}\n${account}\n${id}`;

/** Recognises what a publisher sends twice, within a window of time and count. */
export class IdWindow {
  readonly #options: IdWindowOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: IdWindowOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Asks what an event's id means; an event without id is always new. */
  check(publisher: string, event: TelemetryEvent, nowMs: number): IdCheck {
    if (event.id === undefined) return { is: 'new' };
    this.#forgetOld(nowMs);
    const known = this.#known.get(scopeOf(publisher, event.account, event.id));
    if (known === undefined) return { is: 'new' };
    return known.bodyHash === hashBody(event) ? { is: 'repeat', seq: known.seq } : { is: 'reused' };
  }

  /** Remembers an id while its event is written; a failed write forgets it, so that a retry can succeed. */
  remember(publisher: string, event: TelemetryEvent, nowMs: number, seq: Promise<number>): void {
    if (event.id === undefined) return;
    const scope = scopeOf(publisher, event.account, event.id);
    const known: Known = { bodyHash: hashBody(event), atMs: nowMs, seq };
    this.#known.set(scope, known);
    seq.catch(() => {
      if (this.#known.get(scope) === known) this.#known.delete(scope);
    });
    const oldest = this.#known.keys().next();
    if (this.#known.size > this.#options.maxIds && oldest.done !== true) this.#known.delete(oldest.value);
  }

  /** Takes up what the log already holds, at a start. */
  restore(event: SequencedEvent): void {
    this.remember(event.publisher, event, event.receivedAt, Promise.resolve(event.seq));
  }

  #forgetOld(nowMs: number): void {
    for (const [scope, known] of this.#known) {
      if (known.atMs + this.#options.idWindowMs > nowMs) return;
      this.#known.delete(scope);
    }
  }
}

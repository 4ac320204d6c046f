import { createHash } from 'node:crypto';
import type { TelemetryEvent } from '@pitwall/model';
import { RecentWindow } from './recent-window.ts';
import type { IdWindowOptions } from './recent-window.ts';

/** What is known of an id: its body, and its place as soon as it is written. */
interface Known {
  readonly bodyHash: string;
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

/** An account has no line break in its name, so that no two pairs look the same. */
const nameOf = (account: string, id: string): string => `${account}\n${id}`;

/** Recognises the events that a publisher sends twice, within a window of time and count. */
export class IdWindow {
  readonly #recent: RecentWindow<Known>;

  constructor(options: IdWindowOptions) {
    this.#recent = new RecentWindow(options);
  }

  /** Asks what an event's id means; an event without id is always new. */
  check(publisher: string, event: TelemetryEvent, nowMs: number): IdCheck {
    if (event.id === undefined) return { is: 'new' };
    const known = this.#recent.get(publisher, nameOf(event.account, event.id), nowMs);
    if (known === undefined) return { is: 'new' };
    return known.bodyHash === hashBody(event) ? { is: 'repeat', seq: known.seq } : { is: 'reused' };
  }

  /** Whether an id stands for an event that is written or being written, whatever its body. */
  knows(publisher: string, of: { readonly account: string; readonly id: string }, nowMs: number): boolean {
    return this.#recent.get(publisher, nameOf(of.account, of.id), nowMs) !== undefined;
  }

  /** Remembers an id while its event is written; a failed write forgets it, so that a retry can succeed. */
  remember(publisher: string, event: TelemetryEvent, sinceMs: number, seq: Promise<number>): void {
    if (event.id === undefined) return;
    const name = nameOf(event.account, event.id);
    const known: Known = { bodyHash: hashBody(event), seq };
    this.#recent.set(publisher, name, known, sinceMs);
    seq.catch(() => this.#recent.forget(publisher, name, known));
  }
}

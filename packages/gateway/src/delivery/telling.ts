import type { SequencedEvent } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import { countUntranslatable } from '../observe/delivery-stats.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import { stamped } from './batch.ts';
import { chainOf } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import type { Page } from './page.ts';
import type { ReplayCache } from './replay-cache.ts';
import { viewOf } from './say.ts';
import { unitText } from './units.ts';
import type { Unit } from './units.ts';
import type { Chain } from './chain.ts';

/** What a telling works with. */
export interface TellingParts {
  readonly clock: Clock;
  readonly cache: ReplayCache;
  readonly stats: DeliveryStats;
  readonly epoch: string;
}

/** How one reader that catches up is told: each message in the form of its hearing, and linked to the one before. */
export class Telling {
  readonly #hearing: Hearing;
  readonly #parts: TellingParts;
  readonly #chain: Chain | undefined;

  /** `lastSeq`: of the link that the reader was given last. @default it was given none */
  constructor(hearing: Hearing, parts: TellingParts, lastSeq?: number) {
    this.#hearing = hearing;
    this.#parts = parts;
    this.#chain = chainOf(hearing, parts.epoch, lastSeq);
  }

  /** `seq` of the link that the reader was given last; `undefined` where messages are no links. */
  get lastSeq(): number | undefined {
    return this.#chain?.lastSeq;
  }

  /** The reader was given links up to one with this `seq`, said by another telling. */
  goOnAfter(lastSeq: number | undefined): void {
    if (lastSeq !== undefined) this.#chain?.goOnAfter(lastSeq);
  }

  /** Adds a missed fact to a page; `stampSeq` is the reader's cursor behind it. */
  event(event: SequencedEvent, page: Page, stampSeq: number): void {
    const view = viewOf(this.#hearing.dialect, event.kind);
    if (view?.mode !== 'each') return;
    const at = { occasion: 'replay', nowMs: this.#parts.clock.now() } as const;
    const text = this.#parts.cache.text(this.#hearing, view, event, at);
    if (text !== undefined) page.add(this.#stamped(text, { seq: event.seq, stampSeq, nowMs: at.nowMs }));
  }

  /** Adds a unit's value to a page, at the wall clock's `nowMs`. */
  unit(unit: Unit, page: Page, at: { readonly stampSeq: number; readonly nowMs: number }): void {
    const text = unitText(this.#hearing, unit, { occasion: 'snapshot', nowMs: at.nowMs });
    if (text !== undefined) page.add(this.#stamped(text, { seq: unit.seq, ...at }));
    else if (unit.view.mode === 'each') {
      countUntranslatable(this.#parts.stats, this.#hearing.dialect.name, unit.kind);
    }
  }

  #stamped(text: string, at: { readonly seq: number; readonly stampSeq: number; readonly nowMs: number }): string {
    if (this.#chain !== undefined) return this.#chain.link(text, at.seq, at.nowMs);
    return this.#hearing.cursor ? stamped(text, this.#hearing, { ...at, epoch: this.#parts.epoch }) : text;
  }
}

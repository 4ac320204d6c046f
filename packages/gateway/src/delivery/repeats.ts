import type { Kind } from '@pitwall/model';
import type { RetainedState } from '../state/retained-state.ts';
import type { Hearing } from './hearing.ts';
import { kindsOf, viewOf } from './say.ts';
import { unitsToRepeat } from './units.ts';
import type { Unit } from './units.ts';

interface Repeat {
  readonly kind: Kind;
  readonly everyMs: number;
  nextMs: number;
}

/** Options of repeating. */
export interface RepeatOptions {
  /** Units said again in one batch; the rest follow a moment later. @default 256: well below the mark */
  readonly maxRepeatsPerBatch: number;
}

/** What an audience says again at an interval, a part at a time: a whole state in one batch would lag every member. */
export class Repeats {
  readonly #options: RepeatOptions;
  readonly #hearing: Hearing;
  readonly #state: RetainedState;
  readonly #repeats: Repeat[] = [];
  /** Units of an interval that are still to be said. */
  #rest: Iterator<Unit> | undefined;

  constructor(options: RepeatOptions, parts: { hearing: Hearing; state: RetainedState; nowMs: number }) {
    const { hearing, state, nowMs } = parts;
    this.#options = options;
    this.#hearing = hearing;
    this.#state = state;
    for (const kind of kindsOf(hearing.dialect)) {
      const view = viewOf(hearing.dialect, kind);
      if (view?.repeatEveryMs === undefined || (view.repeatOnlyDeltas === true && !hearing.delta)) continue;
      this.#repeats.push({ kind, everyMs: view.repeatEveryMs, nextMs: nowMs + view.repeatEveryMs });
    }
  }

  /** Units to be said again now, in their newest versions. */
  due(nowMs: number): readonly Unit[] {
    const kinds = this.#dueKinds(nowMs);
    if (kinds.size > 0) this.#rest = unitsToRepeat(this.#hearing, this.#state, kinds);
    const units: Unit[] = [];
    while (this.#rest !== undefined && units.length < this.#options.maxRepeatsPerBatch) {
      const next = this.#rest.next();
      if (next.done === true) this.#rest = undefined;
      else units.push(next.value);
    }
    return units;
  }

  /** When to ask again; infinity when nothing repeats. */
  nextMs(nowMs: number): number {
    if (this.#rest !== undefined) return nowMs + 1;
    return this.#repeats.reduce((next, repeat) => Math.min(next, repeat.nextMs), Number.POSITIVE_INFINITY);
  }

  /** Kinds whose interval is over. A late wake repeats once and keeps the rhythm. */
  #dueKinds(nowMs: number): ReadonlySet<Kind> {
    const kinds = new Set<Kind>();
    for (const repeat of this.#repeats) {
      if (repeat.nextMs > nowMs) continue;
      kinds.add(repeat.kind);
      repeat.nextMs += Math.max(1, Math.ceil((nowMs - repeat.nextMs + 1) / repeat.everyMs)) * repeat.everyMs;
    }
    return kinds;
  }
}

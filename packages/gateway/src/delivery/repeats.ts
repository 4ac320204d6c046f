import type { Kind } from '@pitwall/model';
import type { Hearing } from './hearing.ts';
import { kindsOf, viewOf } from './say.ts';

interface Repeat {
  readonly kind: Kind;
  readonly everyMs: number;
  nextMs: number;
}

/** Which kinds of an audience are said again at an interval, and when. */
export class Repeats {
  readonly #repeats: Repeat[] = [];

  constructor(hearing: Hearing, nowMs: number) {
    for (const kind of kindsOf(hearing.dialect)) {
      const view = viewOf(hearing.dialect, kind);
      if (view?.repeatEveryMs === undefined || (view.repeatOnlyDeltas === true && !hearing.delta)) continue;
      this.#repeats.push({ kind, everyMs: view.repeatEveryMs, nextMs: nowMs + view.repeatEveryMs });
    }
  }

  /** Kinds to be repeated by now. A late wake repeats once and keeps the rhythm. */
  due(nowMs: number): ReadonlySet<Kind> {
    const kinds = new Set<Kind>();
    for (const repeat of this.#repeats) {
      if (repeat.nextMs > nowMs) continue;
      kinds.add(repeat.kind);
      repeat.nextMs += Math.max(1, Math.ceil((nowMs - repeat.nextMs + 1) / repeat.everyMs)) * repeat.everyMs;
    }
    return kinds;
  }

  /** When the next is due; infinity when nothing repeats. */
  nextMs(): number {
    return this.#repeats.reduce((next, repeat) => Math.min(next, repeat.nextMs), Number.POSITIVE_INFINITY);
  }
}

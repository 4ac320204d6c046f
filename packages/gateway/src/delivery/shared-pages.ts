import type { Clock } from '../clock.ts';

/** A page of missed updates as bytes, with all that it changes for whoever is given it. */
export interface SharedPage {
  readonly frames: Buffer;
  /** The cursor behind it. */
  readonly throughSeq: number;
  /** `seq` of its last link, where messages are links. */
  readonly lastSeq: number | undefined;
  /** Versions of units that it gives. */
  readonly given: ReadonlyMap<string, number>;
  /** What was passed over on it. */
  readonly conflated: number;
  readonly dropped: number;
}

/** Options of shared pages. */
export interface SharedPagesOptions {
  /** Most bytes kept; the oldest pages make room. @default 8 MiB: some hundred pages */
  readonly maxSharedPageBytes: number;
  /** How long a page stays true: some views carry the time of sending. @default 250 ms */
  readonly replayCacheMs: number;
}

interface Kept {
  readonly page: SharedPage;
  readonly atMs: number;
}

/**
 * Pages made lately, by the place in a stream where they begin. Members of an audience who lose the gateway together come
 * back with one cursor: a thousand of them cost one reading, one encoding and one framing, and a write each.
 */
export class SharedPages {
  readonly #options: SharedPagesOptions;
  readonly #clock: Clock;
  /** The oldest first. */
  readonly #pages = new Map<string, Kept>();
  readonly #underWay = new Map<string, Promise<unknown>>();
  #bytes = 0;

  constructor(options: SharedPagesOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** The page that begins at a place, while it is true. */
  find(place: string): SharedPage | undefined {
    const kept = this.#pages.get(place);
    if (kept === undefined) return undefined;
    if (this.#clock.monotonicMs() - kept.atMs <= this.#options.replayCacheMs) return kept.page;
    this.#drop(place, kept);
    return undefined;
  }

  keep(place: string, page: SharedPage): void {
    const before = this.#pages.get(place);
    if (before !== undefined) this.#drop(place, before);
    this.#pages.set(place, { page, atMs: this.#clock.monotonicMs() });
    this.#bytes += bytesOf(place, page);
    for (const [oldest, kept] of this.#pages) {
      if (this.#bytes <= this.#options.maxSharedPageBytes) return;
      this.#drop(oldest, kept);
    }
  }

  /** Makes something at a place, or waits until another's making there is over, whatever came of it, and says `waited`. */
  makeOnce<Made>(place: string, make: () => Promise<Made>, waited: Made): Promise<Made> {
    const underWay = this.#underWay.get(place);
    if (underWay !== undefined) return underWay.then(() => waited);
    const making = make();
    const over = (): void => {
      this.#underWay.delete(place);
    };
    this.#underWay.set(place, making.then(over, over));
    return making;
  }

  #drop(place: string, { page }: Kept): void {
    this.#pages.delete(place);
    this.#bytes -= bytesOf(place, page);
  }
}

/** About how many bytes the name of a unit and its version take. */
const bytesOfVersion = 64;

const bytesOf = (place: string, { frames, given }: SharedPage): number =>
  frames.length + place.length + given.size * bytesOfVersion;

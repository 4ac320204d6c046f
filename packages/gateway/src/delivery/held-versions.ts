/**
 * Which version of each unit a reader holds, so that only what it lacks is sent. Kept small: one seq for all that it
 * heard while it was a member, exceptions for what was waiting then, and what a catch-up gave it since.
 */
export class HeldVersions {
  readonly #throughSeq: number;
  readonly #topics: ReadonlySet<string>;
  readonly #exceptions: ReadonlyMap<string, number>;
  readonly #given = new Map<string, number>();

  constructor(throughSeq: number, topics: ReadonlySet<string>, exceptions: ReadonlyMap<string, number>) {
    this.#throughSeq = throughSeq;
    this.#topics = topics;
    this.#exceptions = exceptions;
  }

  /** A reader that holds nothing. */
  static none(): HeldVersions {
    return new HeldVersions(0, new Set(), new Map());
  }

  /**
   * What remains of it for a reader that hears other topics than before: of those that it left it holds nothing any
   * more, so that coming back to one brings its states again.
   */
  within(topics: ReadonlySet<string>, before: ReadonlySet<string>): HeldVersions {
    if ([...before].every((topic) => topics.has(topic))) return this;
    const kept = new Set([...this.#topics].filter((topic) => topics.has(topic)));
    // Under which topics a unit was given is not kept: giving some again is right, if not needed.
    return new HeldVersions(this.#throughSeq, kept, this.#exceptions);
  }

  /** Notes that the reader was given a version. */
  give(unitId: string, seq: number): void {
    this.#given.set(unitId, seq);
  }

  /** Whether the reader holds this version of a unit or a newer one. */
  holds(unitId: string, topics: readonly string[], seq: number): boolean {
    const given = this.#given.get(unitId);
    if (given !== undefined && given >= seq) return true;
    const exception = this.#exceptions.get(unitId);
    if (exception !== undefined) return exception >= seq;
    return seq <= this.#throughSeq && topics.some((topic) => this.#topics.has(topic));
  }

  /** Whether the reader may hold a newer version of a unit than this one: then a delta from it would mislead. */
  mayExceed(unitId: string, topics: readonly string[], seq: number): boolean {
    return this.holds(unitId, topics, seq + 1);
  }
}

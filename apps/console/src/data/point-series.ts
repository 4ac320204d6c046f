/** One moment of a curve. Values are binary numbers: they become pixels, and are never written. */
export interface Point {
  /** Milliseconds since 1970 UTC. */
  readonly timeMs: number;
  readonly values: readonly (number | undefined)[];
}

/**
 * A curve that never grows beyond its bound and never loses its beginning: when it is full, every second point of it goes, and
 * from then on points that come closer together replace each other.
 */
export class PointSeries {
  readonly #capacity: number;
  #points: Point[] = [];
  #leastStepMs = 0;

  /** @param capacity most points, at least 4 */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Adds a point that is not older than the last one; one of an older time begins the curve anew. */
  add(point: Point): void {
    const last = this.#points.at(-1);
    if (last !== undefined && point.timeMs < last.timeMs) this.clear();
    const before = this.#points.at(-2);
    // The newest value is always shown; the point before it stays only when it is far enough from its own predecessor.
    const crowded = last !== undefined && before !== undefined && last.timeMs - before.timeMs < this.#leastStepMs;
    if (last?.timeMs === point.timeMs || crowded) this.#points.pop();
    this.#points.push(point);
    if (this.#points.length > this.#capacity) this.#thin();
  }

  clear(): void {
    this.#points = [];
    this.#leastStepMs = 0;
  }

  /** A copy, the oldest first, times strictly rising. */
  toArray(): Point[] {
    return [...this.#points];
  }

  #thin(): void {
    this.#points = this.#points.filter((_point, index) => index % 2 === 0 || index === this.#points.length - 1);
    const [first, last] = [this.#points[0], this.#points.at(-1)];
    if (first !== undefined && last !== undefined) this.#leastStepMs = (last.timeMs - first.timeMs) / this.#capacity;
  }
}

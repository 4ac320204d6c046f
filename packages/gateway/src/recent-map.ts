/**
 * Remembers something for each name, as long as no more than `maxNames` others were asked for since: strangers choose the
 * names, and their imagination must not fill memory.
 */
export class RecentMap<Value> {
  readonly #maxNames: number;
  readonly #make: () => Value;
  readonly #values = new Map<string, Value>();

  constructor(maxNames: number, make: () => Value) {
    this.#maxNames = maxNames;
    this.#make = make;
  }

  /** The name's own, made when it is not remembered. */
  get(name: string): Value {
    const value = this.#values.get(name) ?? this.#make();
    // Moves to the end, so that the one not asked for the longest is forgotten first.
    this.#values.delete(name);
    this.#values.set(name, value);
    const oldest = this.#values.keys().next();
    if (this.#values.size > this.#maxNames && oldest.done !== true) this.#values.delete(oldest.value);
    return value;
  }
}

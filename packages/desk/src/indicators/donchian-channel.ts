import { wholeBars } from './whole-bars.ts';

/** Highest and lowest price of the last so many bars (Donchian 1960). Compared and never computed, so exact. */
export interface DonchianChannel {
  readonly isFull: boolean;
  /** Highest high of the last `bars` bars; `NaN` before there is one. */
  readonly upper: number;
  /** Lowest low of the last `bars` bars; `NaN` before there is one. */
  readonly lower: number;
  add(high: number, low: number): void;
}

/** Makes an empty channel. Throws `INVALID_OPTION` unless `bars` is a whole number above zero. */
export const createDonchianChannel = (bars: number): DonchianChannel => {
  const window = wholeBars('channelBars', bars);
  const highest = new Extreme(window, 1);
  const lowest = new Extreme(window, -1);
  let count = 0;
  return {
    get isFull() {
      return count >= window;
    },
    get upper() {
      return highest.value;
    },
    get lower() {
      return lowest.value;
    },
    add(high, low) {
      count += 1;
      highest.add(high);
      lowest.add(low);
    },
  };
};

/**
 * Extreme of a moving window (Lemire 2006): whatever a newer value outdoes can never be the extreme again, so only a falling row
 * of candidates is kept. Each value enters and leaves once, which makes a bar cheap however long the window is.
 */
class Extreme {
  readonly #bars: number;
  readonly #sign: 1 | -1;
  /** A ring: a window never has more candidates than bars. */
  readonly #values: Float64Array;
  readonly #indexes: Float64Array;
  #first = 0;
  #size = 0;
  #index = 0;

  constructor(bars: number, sign: 1 | -1) {
    this.#bars = bars;
    this.#sign = sign;
    this.#values = new Float64Array(bars);
    this.#indexes = new Float64Array(bars);
  }

  get value(): number {
    return this.#size === 0 ? Number.NaN : (this.#values[this.#first] ?? Number.NaN) * this.#sign;
  }

  add(value: number): void {
    const candidate = value * this.#sign;
    if (this.#size > 0 && (this.#indexes[this.#first] ?? 0) <= this.#index - this.#bars) this.#dropFirst();
    while (this.#size > 0 && (this.#values[this.#slot(this.#size - 1)] ?? 0) <= candidate) this.#size -= 1;
    const slot = this.#slot(this.#size);
    this.#values[slot] = candidate;
    this.#indexes[slot] = this.#index;
    this.#size += 1;
    this.#index += 1;
  }

  #slot(offset: number): number {
    const slot = this.#first + offset;
    return slot < this.#bars ? slot : slot - this.#bars;
  }

  #dropFirst(): void {
    this.#first = this.#slot(1);
    this.#size -= 1;
  }
}

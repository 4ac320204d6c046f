import { scaledOf } from '../scaled.ts';

/** What became of a text: read, no decimal, or more digits than a safe integer has. */
export type DecimalReading = 'read' | 'unreadable' | 'too long';

const plainDigits = 15;
const zero = 48;

/**
 * Reads decimals of zero or more into `units × 10^-scale`, millions a second: the answer stands in the reader, so none is
 * allocated.
 */
export class DecimalReader {
  readonly #mark: ',' | '.';
  readonly #markCode: number;
  /** Of the text read last; a safe integer. */
  units = 0;
  /** Of the text read last; without trailing zeros after the mark. */
  scale = 0;

  constructor(mark: ',' | '.') {
    this.#mark = mark;
    this.#markCode = mark === ',' ? 44 : 46;
  }

  /** Reads a text. `decimals` is the most to keep: a text with more is rounded half to even, which `wasRounded` tells. */
  read(text: string, decimals = Infinity): DecimalReading {
    this.wasRounded = false;
    const { length } = text;
    if (length === 0 || length > plainDigits) return this.#readLong(text, decimals);
    let units = 0;
    let mark = -1;
    for (let index = 0; index < length; index += 1) {
      const digit = text.charCodeAt(index) - zero;
      if (digit >= 0 && digit <= 9) units = units * 10 + digit;
      else if (mark < 0 && digit + zero === this.#markCode && index > 0 && index < length - 1) mark = index;
      else return this.#readLong(text, decimals);
    }
    let scale = mark < 0 ? 0 : length - 1 - mark;
    while (scale > 0 && units % 10 === 0) {
      units /= 10;
      scale -= 1;
    }
    if (scale > decimals) return this.#readLong(text, decimals);
    this.units = units;
    this.scale = scale;
    return 'read';
  }

  /** Whether the text read last had more decimals than asked for. */
  wasRounded = false;

  /** Scientific notation, long texts and rounding are rare enough for big integers. */
  #readLong(text: string, decimals: number): DecimalReading {
    const pointed = this.#mark === ',' ? text.replace(',', '.') : text;
    const exact = this.#mark === ',' && text.includes('.') ? undefined : scaledOf(pointed);
    if (exact === undefined || exact.units < 0n) return 'unreadable';
    this.wasRounded = exact.scale > decimals;
    const units = this.wasRounded ? halfEven(exact.units, 10n ** BigInt(exact.scale - decimals)) : exact.units;
    this.units = Number(units);
    this.scale = Math.min(exact.scale, decimals);
    return Number.isSafeInteger(this.units) ? 'read' : 'too long';
  }
}

const halfEven = (units: bigint, divisor: bigint): bigint => {
  const whole = units / divisor;
  const twice = (units % divisor) * 2n;
  return twice > divisor || (twice === divisor && whole % 2n === 1n) ? whole + 1n : whole;
};

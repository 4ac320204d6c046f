import type { Amount, DurationMs } from '@pitwall/model';
import type { Bar } from './bar.ts';
import type { ByteBudget } from './byte-budget.ts';
import { packAmount, unpackAmount } from './packed-amount.ts';
import type { PackedAmount } from './packed-amount.ts';

/** Scale of an amount that is not there. No amount has so many digits behind its point. */
const absent = 254;

/** Scale of an amount with more digits than a packed one has: it stands among the long ones as it is. */
const long = 255;

/** Bars that a column has room for at first. */
const firstBars = 16;

/** Open, high, low, close, high watermark. */
const amountsPerBar = 5;

/** A bar takes a start, offsets of its first and last fact, a count, and for each amount its digits and its scale. */
const bytesPerBar = 8 + 3 * 4 + amountsPerBar * (8 + 1);

/** The higher digits of an amount that has more than fifteen. */
const bytesPerHigh = 8;

/** An amount of 63 characters with what the engine needs around it, and its place. */
const bytesPerLongAmount = 104;

/** What columns work with. */
export interface BarColumnsOptions {
  readonly widthMs: DurationMs;
  /** Most bars. */
  readonly maxBars: number;
  readonly budget: ByteBudget;
}

interface Columns {
  readonly starts: Float64Array;
  readonly firstOffsets: Uint32Array;
  readonly lastOffsets: Uint32Array;
  readonly counts: Uint32Array;
  readonly lows: Float64Array;
  readonly scales: Uint8Array;
}

const columnsOf = (bars: number): Columns => ({
  starts: new Float64Array(bars),
  firstOffsets: new Uint32Array(bars),
  lastOffsets: new Uint32Array(bars),
  counts: new Uint32Array(bars),
  lows: new Float64Array(bars * amountsPerBar),
  scales: new Uint8Array(bars * amountsPerBar),
});

/**
 * Bars that have ended, in order of time and packed in columns: 65 bytes a bar, 105 where amounts have more than fifteen
 * digits, where objects with texts take about 300 and give the garbage collector ten things to look at. The oldest go at the front, new ones come at the end, late ones in between.
 */
export class BarColumns {
  readonly #options: BarColumnsOptions;
  #columns = columnsOf(0);
  /** Higher digits of amounts by their place in `lows`; absent while none has any. */
  #highs: Float64Array | undefined;
  /** Amounts with more digits than a packed one has, by the same place; absent while there are none, as in nearly all series. */
  #longAmounts: (Amount | undefined)[] | undefined;
  /** What is written next, and packed: the same lists each time, because a bar ends every moment. */
  readonly #amounts: (Amount | undefined)[] = [];
  readonly #packed: (PackedAmount | undefined)[] = [];
  #start = 0;
  #end = 0;

  constructor(options: BarColumnsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#end - this.#start;
  }

  /** Where the bar at an index begins. */
  startAt(index: number): number {
    return this.#columns.starts[this.#start + index] ?? 0;
  }

  /** The index of the first bar that begins at a time or later; the size when none does. */
  indexFrom(startMs: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startAt(middle) < startMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  read(index: number): Bar {
    const slot = this.#start + index;
    const { starts, firstOffsets, lastOffsets, counts } = this.#columns;
    const startMs = starts[slot] ?? 0;
    const highWatermark = this.#amount(slot, 4);
    return {
      startMs,
      open: this.#amount(slot, 0) ?? '0',
      high: this.#amount(slot, 1) ?? '0',
      low: this.#amount(slot, 2) ?? '0',
      close: this.#amount(slot, 3) ?? '0',
      count: counts[slot] ?? 0,
      firstMs: startMs + (firstOffsets[slot] ?? 0),
      lastMs: startMs + (lastOffsets[slot] ?? 0),
      ...(highWatermark === undefined ? {} : { highWatermark }),
    };
  }

  /** Puts a bar in the place of the one at an index. False, and nothing has changed, when there is no memory for its digits. */
  replace(index: number, bar: Bar): boolean {
    if (!this.#pack(bar)) return false;
    this.#write(this.#start + index, bar);
    return true;
  }

  /** Puts a bar before the one at an index. False, and nothing has changed, when there is no memory for it. */
  insert(index: number, bar: Bar): boolean {
    if (!this.#pack(bar) || !this.#makePlace()) return false;
    const slot = this.#start + index;
    if (slot < this.#end) this.#move(slot, slot + 1);
    this.#end += 1;
    this.#write(slot, bar);
    return true;
  }

  /** Lets go of the oldest bars. */
  dropOldest(bars: number): void {
    this.#start = Math.min(this.#end, this.#start + bars);
  }

  /** Gives all memory back; nothing may be asked afterwards. */
  free(): void {
    this.#options.budget.give(this.#bytes(this.#columns.starts.length));
    this.#columns = columnsOf(0);
    this.#highs = undefined;
    this.#longAmounts = undefined;
    this.#start = 0;
    this.#end = 0;
  }

  #bytes(bars: number): number {
    const bytesPerAmount =
      (this.#highs === undefined ? 0 : bytesPerHigh) + (this.#longAmounts === undefined ? 0 : bytesPerLongAmount);
    return bars * (bytesPerBar + amountsPerBar * bytesPerAmount);
  }

  #amount(slot: number, which: number): Amount | undefined {
    const place = slot * amountsPerBar + which;
    const scale = this.#columns.scales[place] ?? absent;
    if (scale === absent) return undefined;
    if (scale === long) return this.#longAmounts?.[place];
    return unpackAmount({ low: this.#columns.lows[place] ?? 0, high: this.#highs?.[place] ?? 0, scale });
  }

  /** Packs a bar's amounts to be written next. False when one is too long and there is no memory for such. */
  #pack({ open, high, low, close, highWatermark }: Bar): boolean {
    const amounts = this.#amounts;
    amounts[0] = open;
    amounts[1] = high;
    amounts[2] = low;
    amounts[3] = close;
    amounts[4] = highWatermark;
    let [isWide, isLong] = [false, false];
    for (let which = 0; which < amountsPerBar; which += 1) {
      const amount = amounts[which];
      const packed = amount === undefined ? undefined : packAmount(amount);
      this.#packed[which] = packed;
      if (amount !== undefined && packed === undefined) isLong = true;
      if (packed !== undefined && packed.high !== 0) isWide = true;
    }
    return (!isWide || this.#makeRoomForHighs()) && (!isLong || this.#makeRoomForLong());
  }

  #makeRoomForHighs(): boolean {
    const places = this.#columns.lows.length;
    if (this.#highs !== undefined) return true;
    if (!this.#options.budget.take(places * bytesPerHigh)) return false;
    this.#highs = new Float64Array(places);
    return true;
  }

  #makeRoomForLong(): boolean {
    if (this.#longAmounts !== undefined) return true;
    if (!this.#options.budget.take(this.#columns.lows.length * bytesPerLongAmount)) return false;
    this.#longAmounts = [];
    return true;
  }

  #write(slot: number, { startMs, firstMs, lastMs, count }: Bar): void {
    const { starts, firstOffsets, lastOffsets, counts, lows, scales } = this.#columns;
    starts[slot] = startMs;
    firstOffsets[slot] = firstMs - startMs;
    lastOffsets[slot] = lastMs - startMs;
    counts[slot] = count;
    for (let which = 0; which < amountsPerBar; which += 1) {
      const place = slot * amountsPerBar + which;
      const amount = this.#amounts[which];
      const packed = this.#packed[which];
      scales[place] = packed?.scale ?? (amount === undefined ? absent : long);
      lows[place] = packed?.low ?? 0;
      if (this.#highs !== undefined) this.#highs[place] = packed?.high ?? 0;
      if (this.#longAmounts !== undefined) this.#longAmounts[place] = packed === undefined ? amount : undefined;
    }
  }

  /** Makes sure that one bar more fits behind the last. A quarter more than is kept, so that the front is cut off now and then only. */
  #makePlace(): boolean {
    const { length } = this.#columns.starts;
    if (this.#end < length) return true;
    const most = Math.ceil(this.#options.maxBars * 1.25);
    const wanted = Math.min(most, Math.max(firstBars, length * 2));
    if (wanted > length && this.#options.budget.take(this.#bytes(wanted) - this.#bytes(length))) {
      this.#rehouse(columnsOf(wanted));
      return true;
    }
    if (this.#start === 0) return false;
    this.#move(this.#start, 0);
    this.#end -= this.#start;
    this.#start = 0;
    return true;
  }

  #rehouse(to: Columns): void {
    const from = this.#columns;
    to.starts.set(from.starts);
    to.firstOffsets.set(from.firstOffsets);
    to.lastOffsets.set(from.lastOffsets);
    to.counts.set(from.counts);
    to.lows.set(from.lows);
    to.scales.set(from.scales);
    this.#columns = to;
    if (this.#highs === undefined) return;
    const highs = new Float64Array(to.lows.length);
    highs.set(this.#highs);
    this.#highs = highs;
  }

  /** Moves all bars from a slot on. */
  #move(from: number, to: number): void {
    const { starts, firstOffsets, lastOffsets, counts, lows, scales } = this.#columns;
    const end = this.#end;
    for (const column of [starts, firstOffsets, lastOffsets, counts]) column.copyWithin(to, from, end);
    const [toPlace, fromPlace, endPlace] = [to * amountsPerBar, from * amountsPerBar, end * amountsPerBar];
    lows.copyWithin(toPlace, fromPlace, endPlace);
    this.#highs?.copyWithin(toPlace, fromPlace, endPlace);
    scales.copyWithin(toPlace, fromPlace, endPlace);
    const longAmounts = this.#longAmounts;
    if (longAmounts === undefined) return;
    longAmounts.length = this.#columns.starts.length * amountsPerBar;
    longAmounts.copyWithin(toPlace, fromPlace, endPlace);
  }
}

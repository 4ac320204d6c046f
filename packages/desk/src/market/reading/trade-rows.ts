import { toIso } from '@pitwall/model';
import type { Buckets } from '../buckets.ts';
import { noteUnit, timeReaderOf, type RowParts } from './bar-rows.ts';
import { BarTable } from './bar-table.ts';
import { DecimalReader } from './decimal-reader.ts';
import type { RowTaker } from './file-reading.ts';
import type { TradeLayout } from './layout.ts';
import type { TimeReader } from './time-reader.ts';

/**
 * Makes bars of trades as they come: the first price opens, the last closes, quantities add up. Trades must not go back in
 * time, since their order decides which price is last; so nothing but the bar at work is kept. A time without trades has
 * no bar.
 */
export class TradeRows implements RowTaker {
  readonly #layout: TradeLayout;
  readonly #parts: RowParts;
  readonly #buckets: Buckets;
  readonly #numbers: DecimalReader;
  #bucket = { start: Number.NaN, end: Number.NaN };
  #lastTime = -Infinity;
  #last: readonly string[] = [];
  readonly time: TimeReader;
  readonly table = new BarTable();
  /** Trades taken. */
  count = 0;

  constructor(layout: TradeLayout, parts: RowParts, buckets: Buckets) {
    this.#layout = layout;
    this.#parts = parts;
    this.#buckets = buckets;
    this.#numbers = new DecimalReader(parts.decimalMark);
    this.time = timeReaderOf(parts.settings, true);
  }

  take(fields: readonly string[], line: number): void {
    const { problems, repairs } = this.#parts;
    const { time, price, quantity, id } = this.#layout;
    if (
      id !== undefined &&
      fields[id] === this.#last[id] &&
      fields.every((field, index) => field === this.#last[index])
    ) {
      repairs.note('duplicates-dropped', line, 'rows say the same as one before them; they were dropped');
      return;
    }
    const timeText = fields[time] ?? '';
    const expected = this.time.read(timeText);
    if (expected !== undefined) return problems.add(line, 'time', timeText, expected);
    if (this.time.isOrderOpen) {
      throw problems.whole('the trades have dates with the year last; say dateOrder');
    }
    noteUnit(this.time, line, repairs);
    if (this.time.time < this.#lastTime) {
      return problems.add(
        line,
        'time',
        toIso(this.time.time),
        `a time not before ${toIso(this.#lastTime)}; sort the trades`,
      );
    }
    if (!this.#takeTrade(fields[price] ?? '', fields[quantity] ?? '', line)) return;
    this.#lastTime = this.time.time;
    this.#last = fields;
    this.count += 1;
  }

  #takeTrade(priceText: string, quantityText: string, line: number): boolean {
    const { table } = this;
    const { problems, settings, repairs } = this.#parts;
    this.#open(line);
    const price = this.#valueOf(priceText, settings.priceDecimals, table.prices);
    if (Number.isNaN(price) || price === 0) {
      problems.add(line, 'price', priceText, 'a price above zero, with no more digits than 2^53 counts');
      return false;
    }
    if (this.#numbers.wasRounded)
      repairs.note('prices-rounded', line, `prices were rounded to ${settings.priceDecimals ?? 0} decimals`);
    const quantity = this.#valueOf(quantityText, settings.volumeDecimals, table.volume);
    const volume = (this.#isNew ? 0 : table.volume.get(0, table.length)) + quantity;
    if (!Number.isSafeInteger(volume)) {
      problems.add(
        line,
        'quantity',
        quantityText,
        'a quantity of zero or more, whose sums have no more digits than 2^53 counts',
      );
      return false;
    }
    if (this.#numbers.wasRounded)
      repairs.note('volumes-rounded', line, `quantities were rounded to ${settings.volumeDecimals} decimals`);
    table.volume.set(0, table.length, table.volume.at(volume, table.volume.scale));
    this.#price(price);
    return true;
  }

  #isNew = true;

  /** Closes the bar at work when the trade is of a later one. */
  #open(line: number): void {
    const { table } = this;
    const { time } = this.time;
    if (time < this.#bucket.end) return;
    this.finish();
    const start = this.#buckets.startOf(time);
    this.#bucket = { start, end: this.#buckets.endOf(start) };
    if (table.length >= this.#parts.settings.maxBars) {
      throw this.#parts.problems.whole(
        `has more than ${this.#parts.settings.maxBars} bars; split the file, or raise maxBars`,
      );
    }
    table.reserve();
    table.lines[table.length] = line;
  }

  #price(price: number): void {
    const { prices, length } = this.table;
    if (this.#isNew) for (let column = 0; column < 3; column += 1) prices.set(column, length, price);
    if (price > prices.get(1, length)) prices.set(1, length, price);
    if (price < prices.get(2, length)) prices.set(2, length, price);
    prices.set(3, length, price);
    this.#isNew = false;
  }

  /** Puts the bar at work into the table. */
  finish(): void {
    const { table } = this;
    if (this.#isNew) return;
    table.commit(this.#bucket.start, table.lines[table.length] ?? 0);
    this.#isNew = true;
  }

  #valueOf(text: string, decimals: number | undefined, columns: BarTable['prices']): number {
    if (this.#numbers.read(text, decimals) !== 'read' || !columns.deepen(this.#numbers.scale)) return Number.NaN;
    return columns.at(this.#numbers.units, this.#numbers.scale);
  }
}

import type { ZoneClock } from '../zone.ts';
import {
  dateFormOf,
  momentOfWritten,
  readWrittenTime,
  type DateForm,
  type DateOrder,
  type RowTime,
} from './bar-time.ts';
import { DecimalReader } from './decimal-reader.ts';
import { isEpoch, readEpoch, timeUnitWords, type TimeUnit } from './epoch.ts';

/** How a file writes its times. */
export interface TimeReaderOptions {
  /** Unit of numbers. @default by magnitude, row by row */
  readonly timeUnit?: TimeUnit;
  /** Clock of times without zone; numbers too are taken as that clock's, which brokers write. */
  readonly clock: ZoneClock;
  /** Whether the caller chose the clock: then a written zone is a contradiction. */
  readonly isZoneForced: boolean;
  readonly dateOrder?: DateOrder;
  /** Whether a time between two milliseconds is taken down to the first, as for trades, or refused, as for bars. */
  readonly floors: boolean;
}

/** What a time should have looked like, for messages. */
const expectedTime =
  'a date such as 2024-12-31, 2024.12.31 14:30 or 12/31/2024, or seconds, milliseconds, microseconds or nanoseconds since 1970';

/**
 * A file that begins with a smaller number begins before March 1973 in seconds, as few do; far more often the number counts something
 * else, such as the days of a spreadsheet since 1900.
 */
const leastEpoch = 1e8;
const laterTime = 'a time since 1973; a number this small may count days of a spreadsheet: save dates, or say timeUnit';

/** Reads the times of one file, which keeps to one form. The answer of {@link read} stands in the reader. */
export class TimeReader implements RowTime {
  readonly #options: TimeReaderOptions;
  readonly #numbers = new DecimalReader('.');
  #form: 'epoch' | DateForm | undefined;
  #hasZone: boolean | undefined;
  time = Number.NaN;
  dayFirstTime = Number.NaN;
  /** Unit of the first number; absent for dates. */
  timeUnit: TimeUnit | undefined;
  /** Unit of the number read last. */
  lastUnit: TimeUnit | undefined;

  constructor(options: TimeReaderOptions) {
    this.#options = options;
  }

  /** Whether dates could be read in either order: {@link time} has the month first, {@link dayFirstTime} the day. */
  get isOrderOpen(): boolean {
    return this.#form === 'local' && this.#options.dateOrder === undefined;
  }

  /** Whether times are dates with the year last. */
  get isLocalDate(): boolean {
    return this.#form === 'local';
  }

  /** Whether rows write their zone. */
  get hasZone(): boolean {
    return this.#hasZone === true;
  }

  /** How times are written, in words. */
  get formInWords(): string {
    if (this.#form === 'epoch') return timeUnitWords[this.timeUnit ?? 'ms'];
    return this.#form === 'local' ? 'dates with the year last' : 'dates';
  }

  /** Reads a time; answers what was expected when it is none. A day that no calendar has is `NaN`. */
  read(text: string): string | undefined {
    this.#form ??= isEpoch(text) ? 'epoch' : dateFormOf(text);
    if (this.#form === undefined) return expectedTime;
    return this.#form === 'epoch' ? this.#readNumber(text) : this.#readDate(text, this.#form);
  }

  #readNumber(text: string): string | undefined {
    const { timeUnit, clock, isZoneForced, floors } = this.#options;
    const epoch = readEpoch(text, timeUnit, this.#numbers);
    if (epoch === undefined) return `${this.formInWords} since 1970, as in the first row`;
    if (!floors && !epoch.isWhole) return 'a time of whole milliseconds, as bars begin at';
    if (timeUnit === undefined && this.timeUnit === undefined && Number(text) < leastEpoch) return laterTime;
    this.timeUnit ??= epoch.unit;
    this.lastUnit = epoch.unit;
    this.time = isZoneForced ? clock.utcOf(epoch.timeMs, this.#after(this.time)) : epoch.timeMs;
    this.dayFirstTime = this.time;
    return Number.isNaN(this.time) ? `a time that the clock of ${clock.name} showed` : undefined;
  }

  #readDate(text: string, form: DateForm): string | undefined {
    const { clock, isZoneForced, dateOrder, floors } = this.#options;
    const written = readWrittenTime(text, form);
    if (written === undefined)
      return `${form === 'local' ? 'a date with the year last' : expectedTime}, as in the first row`;
    if (!floors && written.isFiner) return 'a time of whole milliseconds, as bars begin at';
    const hasZone = written.offsetMs !== undefined;
    if (hasZone && isZoneForced) return `a time without zone, because the zone was said to be ${clock.name}`;
    this.#hasZone ??= hasZone;
    if (hasZone !== this.#hasZone)
      return hasZone ? 'a time without zone, as in the first row' : 'a time with its zone, as in the first row';
    const { time, dayFirstTime } = momentOfWritten(written, clock, {
      time: this.#after(this.time),
      dayFirstTime: this.#after(this.dayFirstTime),
    });
    this.time = dateOrder === 'day-first' ? dayFirstTime : time;
    this.dayFirstTime = dateOrder === 'month-first' ? time : dayFirstTime;
    if (!Number.isNaN(this.time) || !Number.isNaN(this.dayFirstTime)) return undefined;
    return Number.isNaN(written.localMs) && Number.isNaN(written.dayFirstMs)
      ? 'a day and hour of the calendar'
      : `a time that the clock of ${clock.name} showed`;
  }

  /** Before the first row any moment will do. */
  #after(time: number): number {
    return Number.isNaN(time) ? -Infinity : time;
  }
}

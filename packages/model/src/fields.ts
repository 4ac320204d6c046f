import { Type, type TInteger, type TString, type TUnsafe } from 'typebox';

/** Identity that a publisher gives: a position's, an order's, a backtest's. */
export const IdOf = (description?: string): TString => text(128, description);

/** A short name as it was published: a symbol, a platform, a phase, an operator. */
export const NameOf = (description?: string): TString => text(128, description);

/** A sentence for people, such as a reason. */
export const TextOf = (description?: string): TString => text(4096, description, 0);

/** Text of a page or more, such as a stack trace. */
export const LongTextOf = (description?: string): TString => text(32_768, description, 0);

const text = (maxLength: number, description?: string, minLength = 1): TString =>
  Type.String({ minLength, maxLength, ...(description === undefined ? {} : { description }) });

/** How many: a whole number, zero or more. */
export const CountOf = (description?: string): TInteger =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...(description === undefined ? {} : { description }) });

/** A length of time in milliseconds; parts of a millisecond are allowed. */
export type DurationMs = number;

/** Schema of a {@link DurationMs}. */
export const DurationMsOf = (description?: string): TUnsafe<DurationMs> =>
  Type.Unsafe<DurationMs>({
    type: 'number',
    minimum: 0,
    maximum: 8_640_000_000_000_000,
    'x-unit': 'ms',
    ...(description === undefined ? {} : { description }),
  });

/** A day of the calendar, YYYY-MM-DD, without time and zone. */
export const CalendarDateOf = (description?: string): TString =>
  Type.String({
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    examples: ['2024-01-15'],
    ...(description === undefined ? {} : { description }),
  });

/** A day, or a moment of it in ISO 8601, as it was published: bars of a backtest may be days or minutes. */
export const BarDateOf = (description?: string): TString =>
  Type.String({
    pattern:
      '^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$',
    examples: ['2024-01-15', '2024-01-15T10:30:00.000Z'],
    ...(description === undefined ? {} : { description }),
  });

/** Names that may be keys of a record: assets, platforms, components. It keeps out `__proto__`, which no copy treats as a field. */
const recordName = '^(?!__proto__$)[^\\u0000-\\u001f]{1,64}$';

/** Schema of the keys of a record by asset, platform or component. */
export const RecordName: TString = Type.String({ pattern: recordName });

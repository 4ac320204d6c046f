import { describeFound, PitwallError, type JsonObject } from '@pitwall/model';
import { noIntents } from './sides.ts';
import { checkIntents } from './intent-check.ts';
import type { Strategy, StrategyFactory } from './strategy.ts';

/** Where a strategy from outside comes from. */
export interface ForeignStrategyParts {
  /** Path of the module, for messages. */
  readonly path: string;
  /**
   * What its user gave it, as it is: checking is the strategy's own business.
   * @default {}
   */
  readonly options?: JsonObject;
}

/** Most bars of warm-up that make sense. */
const mostWarmupBars = 10_000_000;
const mostNameLength = 200;

/**
 * Takes a strategy from a loaded module: its default export is a function that takes options and makes the strategy of one run,
 * an object with `name`, `warmupBars`, `onBar(bar, context)` and, if it likes, `indicators()`. It is made once here to see that it
 * works, and once for each run. What it answers is checked whenever it is not empty. Throws `INVALID_STRATEGY`.
 */
export const strategyOfModule = (module: unknown, { path, options = {} }: ForeignStrategyParts): StrategyFactory => {
  const make = memberOf(module, 'default');
  if (!isCallable(make)) {
    const found = `its default export is ${describeFound(make)}`;
    throw wrong(path, `${found}: export default a function that takes options and makes a strategy`);
  }
  const factory = (): Strategy =>
    wrap(
      guarded(path, 'its default export', () => make(options)),
      path,
    );
  factory();
  return factory;
};

const wrap = (made: unknown, path: string): Strategy => {
  const name = memberOf(made, 'name');
  const warmupBars = memberOf(made, 'warmupBars');
  const onBar = memberOf(made, 'onBar');
  const indicators = memberOf(made, 'indicators');
  if (typeof made === 'object' && made instanceof Promise)
    throw wrong(path, 'it made a promise: make the strategy at once');
  if (typeof name !== 'string' || name === '' || name.length > mostNameLength) {
    throw wrong(path, `its name is ${describeFound(name)}: give text of 1 to ${mostNameLength} characters`);
  }
  if (
    typeof warmupBars !== 'number' ||
    !Number.isInteger(warmupBars) ||
    warmupBars < 0 ||
    warmupBars > mostWarmupBars
  ) {
    throw wrong(path, `its warmupBars is ${describeFound(warmupBars)}: give a whole number of zero or more`);
  }
  if (!isCallable(onBar)) throw wrong(path, `its onBar is ${describeFound(onBar)}: give a function of bar and context`);
  if (indicators !== undefined && !isCallable(indicators)) {
    throw wrong(path, `its indicators is ${describeFound(indicators)}: give a function, or leave it out`);
  }
  return {
    name,
    warmupBars,
    onBar(bar, context) {
      const answer = guarded(path, `onBar at bar ${context.barIndex}`, () => onBar.call(made, bar, context));
      return Array.isArray(answer) && answer.length === 0
        ? noIntents
        : checkIntents(answer, `${path} at bar ${context.barIndex}`);
    },
    ...(indicators === undefined
      ? {}
      : { indicators: () => figuresOf(guarded(path, 'indicators', () => indicators.call(made))) }),
  };
};

/** Something that can be called: what it takes and answers nobody knows, so the answer is looked at. */
type Callable = (...given: readonly unknown[]) => unknown;

const isCallable = (value: unknown): value is Callable => typeof value === 'function';

/** What is no finite number is not shown: indicators decide nothing here, so they stop nothing either. */
const figuresOf = (answer: unknown): Readonly<Record<string, number>> =>
  typeof answer !== 'object' || answer === null
    ? {}
    : Object.fromEntries(
        Object.entries(answer).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
      );

const guarded = (path: string, what: string, run: () => unknown): unknown => {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof PitwallError) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new PitwallError('INVALID_STRATEGY', `${path}: ${what} threw: ${words}`, { cause });
  }
};

const memberOf = (value: unknown, name: string): unknown =>
  (typeof value === 'object' || typeof value === 'function') && value !== null ? Reflect.get(value, name) : undefined;

const wrong = (path: string, what: string): PitwallError => new PitwallError('INVALID_STRATEGY', `${path}: ${what}`);

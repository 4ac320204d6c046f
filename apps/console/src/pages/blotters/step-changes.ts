import { formatExact } from '../../format/amount-text.ts';

/** What happens with each step anyway, or is said beside it. */
const beside = new Set(['status', 'action', 'updatedAt', 'executedAt', 'closedAt', 'openedAt', 'createdAt', 'type']);

const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return formatExact(value);
  if (typeof value !== 'string') return undefined;
  return /^-?\d+(?:\.\d+)?$/.test(value) ? formatExact(value) : value;
};

/** What a step says that the one before it did not: names and values; of the first step everything of `named` that it has. */
export const changesOf = (
  before: object | undefined,
  now: object,
): readonly (readonly [name: string, value: string])[] =>
  Object.entries(now).flatMap(([name, value]: [string, unknown]) => {
    const text = textOf(value);
    if (text === undefined || beside.has(name) || name.endsWith('Id')) return [];
    if (before === undefined ? !named.has(name) : Reflect.get(before, name) === value) return [];
    return [[name, text] as const];
  });

/** What matters of a beginning. */
const named = new Set(['quantity', 'size', 'price', 'entryPrice', 'stopPrice', 'stopLoss', 'takeProfit', 'reason']);

import { describeFound, exact, isAmount, PitwallError } from '@pitwall/model';
import type { OrderType, TimeInForce } from '../venue/order.ts';
import type { Intent } from './strategy.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Says what would have been right, where a value is not. */
type Check = (value: unknown) => string | undefined;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mostTextLength = 2000;

const text: Check = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= mostTextLength ? undefined : 'text';
const aboveZero: Check = (value) =>
  isAmount(value) && exact(value).greaterThan(0) ? undefined : 'a number or decimal string above zero';
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const time: Check = (value) => (Number.isSafeInteger(value) ? undefined : 'milliseconds since 1970');
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value) ? undefined : words.join(' or ');
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

const problemIn = (fields: Fields, checks: Readonly<Record<string, Check>>, where: string): string | undefined => {
  for (const [name, check] of Object.entries(checks)) {
    const expected = check(fields[name]);
    if (expected !== undefined) return `${where}${name} is ${describeFound(fields[name])}, expected ${expected}`;
  }
  return undefined;
};

const direction = oneOf(['long', 'short']);

const intentChecks: Readonly<Record<Intent['type'], Readonly<Record<string, Check>>>> = {
  prepare: { direction, reason: text },
  abort: { reason: text },
  enter: {
    direction,
    reason: text,
    stopPrice: maybe(aboveZero),
    stopReachedBy: maybe(oneOf(['close', 'touch'])),
    targetPrice: maybe(aboveZero),
    quantity: maybe(aboveZero),
  },
  exit: { reason: text },
  order: { order: (value) => (isFields(value) ? undefined : 'an order') },
  cancel: { order: text, reason: text },
};

const orderChecks: Readonly<Record<OrderType, Readonly<Record<string, Check>>>> = {
  market: {},
  limit: { limitPrice: aboveZero, postOnly: maybe(flag) },
  stop: { stopPrice: aboveZero },
  stop_limit: { stopPrice: aboveZero, limitPrice: aboveZero },
  take_profit: { triggerPrice: aboveZero },
};

const lifetimeWords: readonly TimeInForce[] = ['GTC', 'IOC', 'FOK', 'DAY', 'GTD'];

const everyOrder: Readonly<Record<string, Check>> = {
  symbol: maybe(text),
  side: oneOf(['buy', 'sell']),
  quantity: aboveZero,
  reduceOnly: maybe(flag),
  timeInForce: maybe(oneOf(lifetimeWords)),
  ocoGroup: maybe(text),
  bracket: maybe((value) => (isFields(value) ? undefined : 'an object of stopPrice and targetPrice')),
  label: maybe(text),
  reason: text,
};

const bracketChecks = { stopPrice: maybe(aboveZero), targetPrice: maybe(aboveZero) };

const isKey = <Key extends string>(table: Readonly<Record<Key, unknown>>, name: unknown): name is Key =>
  typeof name === 'string' && Object.hasOwn(table, name);

const problemOf = (intent: unknown): string | undefined => {
  if (!isFields(intent)) return `it is ${describeFound(intent)}, expected an intent`;
  if (!isKey(intentChecks, intent['type'])) {
    return `type is ${describeFound(intent['type'])}, expected ${Object.keys(intentChecks).join(' or ')}`;
  }
  const found = problemIn(intent, intentChecks[intent['type']], '');
  return found ?? (isFields(intent['order']) ? problemOfOrder(intent['order']) : undefined);
};

const problemOfOrder = (order: Fields): string | undefined => {
  if (!isKey(orderChecks, order['type'])) {
    return `order.type is ${describeFound(order['type'])}, expected ${Object.keys(orderChecks).join(' or ')}`;
  }
  const checks = {
    ...everyOrder,
    ...orderChecks[order['type']],
    ...(order['timeInForce'] === 'GTD' ? { expiresAt: time } : {}),
  };
  const bracket = order['bracket'];
  return (
    problemIn(order, checks, 'order.') ??
    (isFields(bracket) ? problemIn(bracket, bracketChecks, 'order.bracket.') : undefined)
  );
};

const isIntent = (value: unknown): value is Intent => problemOf(value) === undefined;

/** Takes what a strategy from outside answered. Throws `INVALID_STRATEGY`, which says where and what is wrong. */
export const checkIntents = (answer: unknown, where: string): readonly Intent[] => {
  if (!Array.isArray(answer)) {
    const what = `${where}: onBar answered ${describeFound(answer)}: return a list of intents, an empty one for nothing`;
    throw new PitwallError('INVALID_STRATEGY', what);
  }
  const list: readonly unknown[] = answer;
  return list.map((intent, index) => {
    if (isIntent(intent)) return intent;
    throw new PitwallError('INVALID_STRATEGY', `${where}: intent ${index}: ${problemOf(intent) ?? ''}`);
  });
};

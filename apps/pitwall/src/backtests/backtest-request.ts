import { describeFound, exact, isAmount, PitwallError } from '@pitwall/model';
import type { Problem } from '@pitwall/model';
import { movingAverageCrossDefaults } from '@pitwall/desk';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { describeForm, formOf } from '../configuration/form.ts';
import { didYouMean } from '../configuration/suggest.ts';
import { requestFields } from './request-fields.ts';

export { defaultSeed, defaultStrategy } from './request-fields.ts';

/** What a backtest is asked to do. */
export const BacktestRequest = Type.Partial(Type.Object(requestFields, { additionalProperties: false }), {
  additionalProperties: false,
  description: 'All of it may be absent. Keys may also be written start_date, and so on.',
});

/** What a backtest is asked to do. */
export type BacktestRequest = Static<typeof BacktestRequest>;

const whole = Compile(BacktestRequest);
const fields: ReadonlyMap<string, ReturnType<typeof Compile>> = new Map(
  Object.entries(requestFields).map(([name, schema]) => [name, Compile(schema)]),
);

const forms: ReadonlyMap<string, string> = new Map(
  Object.entries(requestFields).map(([name, schema]) => [name, describeForm(formOf(schema))]),
);

/** Where the form of a field says less than an example. */
const expectedForms: Readonly<Record<string, string>> = {
  data: 'the name of a file',
  perpData: 'the name of a file',
  funding: 'the name of a file',
  account: 'the name of an account',
  symbol: 'a name of 1 to 128 characters',
  perpSymbol: 'a name of 1 to 128 characters',
  startDate: 'a day such as 2015-01-02',
  endDate: 'a day such as 2019-12-31',
  strategy: 'the name of a strategy',
  options: 'an object such as {"fastBars": 20}',
  initialBalance: 'an amount above zero, such as 10000',
  fee: 'a ratio from 0 to below 1, such as 0.0001',
  makerFee: 'a ratio from 0 to below 1, such as 0.0001',
  slippageBps: 'basis points from 0 to 10000, such as 1',
  lotSize: 'an amount above zero, such as 0.001',
  tickSize: 'an amount above zero, such as 0.01',
  maxLeverage: 'a number above zero, such as 2',
};

/**
 * Checks what a caller asks for. Throws `INVALID_REQUEST` that names each wrong field, what stands there and what is expected.
 */
export const readBacktestRequest = (body: unknown): BacktestRequest => {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw refusal([{ path: '', found: describeFound(body), expected: 'an object such as {"fast": 10, "slow": 30}' }]);
  }
  const request = Object.fromEntries(Object.entries(body).map(([name, value]) => [camelCase(name), value]));
  const problems = [
    ...problemsOfSpelling(body),
    ...Object.entries(request).flatMap(problemOfField),
    ...problemsBetween(request),
  ];
  if (problems.length > 0) throw refusal(problems);
  if (!whole.Check(request))
    throw refusal([{ path: '', found: describeFound(body), expected: 'the fields of a backtest' }]);
  return request;
};

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A field that is there in both spellings, of which only one could count. */
const problemsOfSpelling = (body: object): readonly Problem[] =>
  Object.entries(body)
    .filter(([name]) => name !== camelCase(name) && Object.hasOwn(body, camelCase(name)))
    .map(([name, value]) => ({
      path: `/${name}`,
      found: describeFound(value),
      expected: `either ${name} or ${camelCase(name)}, not both`,
    }));

const problemOfField = ([name, value]: [string, unknown]): readonly Problem[] => {
  const field = fields.get(name);
  if (field === undefined) {
    const expected = `one of ${[...fields.keys()].join(', ')}${didYouMean(name, fields.keys())}`;
    return [{ path: `/${name}`, found: 'a field that backtests do not have', expected }];
  }
  const inRange = amountRanges[name]?.(value) ?? true;
  if (field.Check(value) && inRange && (!name.endsWith('Date') || isDay(value))) return [];
  const expected = expectedForms[name] ?? forms.get(name) ?? 'another form';
  return [{ path: `/${name}`, found: describeFound(value), expected }];
};

type IsInRange = (value: unknown) => boolean;

const isAboveZero: IsInRange = (value) => isAmount(value) && exact(value).greaterThan(0);

const isFromZeroBelow =
  (limit: number): IsInRange =>
  (value) =>
    isAmount(value) && exact(value).greaterThanOrEqualTo(0) && exact(value).lessThan(limit);

const amountRanges: Readonly<Record<string, IsInRange>> = {
  initialBalance: isAboveZero,
  lotSize: isAboveZero,
  tickSize: isAboveZero,
  maxLeverage: isAboveZero,
  fee: isFromZeroBelow(1),
  makerFee: isFromZeroBelow(1),
  slippageBps: isFromZeroBelow(10_000),
};

/** Whether the calendar has such a day; 2023-02-30 is of the right form only. */
const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

const problemsBetween = (request: { readonly [name: string]: unknown }): readonly Problem[] => {
  const { startDate, endDate, strategy } = request;
  const fast = request['fast'] ?? movingAverageCrossDefaults.fastBars;
  const slow = request['slow'] ?? movingAverageCrossDefaults.slowBars;
  const isCross = strategy === undefined || strategy === 'moving-average-cross';
  const problems: Problem[] = [];
  if (!isCross && (request['fast'] ?? request['slow']) !== undefined) {
    const found = String(request['fast'] ?? request['slow']);
    problems.push({
      path: '/fast',
      found,
      expected: 'no fast or slow with another strategy than moving-average-cross',
    });
  } else if (typeof fast === 'number' && typeof slow === 'number' && fast >= slow && !('options' in request)) {
    problems.push({ path: '/fast', found: String(fast), expected: `less than slow, which is ${slow}` });
  }
  if (typeof startDate === 'string' && typeof endDate === 'string' && startDate > endDate) {
    problems.push({ path: '/startDate', found: startDate, expected: `no day after endDate, which is ${endDate}` });
  }
  return problems;
};

const refusal = (problems: readonly Problem[]): PitwallError => {
  const said = problems.map(({ path, found, expected }) => `${path || 'the body'} is ${found}, expected ${expected}`);
  return new PitwallError('INVALID_REQUEST', said.join('; '), { problems });
};

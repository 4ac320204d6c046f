import { AmountOf, accountPattern, describeFound, exact, isAmount, PitwallError } from '@pitwall/model';
import type { Problem } from '@pitwall/model';
import { backtestVariants, defaultInitialEquity, movingAverageCrossDefaults, venueDefaults } from '@pitwall/desk';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { didYouMean } from '../configuration/suggest.ts';

const day = (description: string) => Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description });
const bars = (description: string) => Type.Integer({ minimum: 1, maximum: 10_000, description });

const defaults = { variant: 'vanilla', ...movingAverageCrossDefaults, ...venueDefaults } as const;

/** What a backtest is asked to do. */
export const BacktestRequest = Type.Object(
  {
    data: Type.Optional(
      Type.String({ maxLength: 128, description: 'Name of a file; absent: the bundled S&P 500 days.' }),
    ),
    account: Type.Optional(
      Type.String({ pattern: accountPattern, description: 'Account that sees it; absent: your first.' }),
    ),
    variant: Type.Optional(
      Type.Enum([...backtestVariants], { description: 'The full one adds equity curve and trades.' }),
    ),
    symbol: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'Absent: from the name of the file.' }),
    ),
    timeframe: Type.Optional(
      Type.Enum(['M1', 'M5', 'M15', 'M30', 'H1', 'H4', 'D1'], {
        description: 'Length of the bars; longer ones than the file’s are made of those. Absent: as the file has them.',
      }),
    ),
    startDate: Type.Optional(day('First day to trade, YYYY-MM-DD; absent: the first there is.')),
    endDate: Type.Optional(day('Last day to trade, YYYY-MM-DD; absent: the last there is.')),
    initialBalance: Type.Optional(AmountOf('quote', `Cash at the beginning. Default ${defaultInitialEquity}.`)),
    fast: Type.Optional(bars(`Bars of the fast average. Default ${defaults.fastBars}.`)),
    slow: Type.Optional(bars(`Bars of the slow average, more than fast. Default ${defaults.slowBars}.`)),
    fee: Type.Optional(AmountOf('ratio', `Fee as a part of the notional of a fill. Default ${defaults.feeRatio}.`)),
    slippageBps: Type.Optional(
      AmountOf('number', `How much worse than the quote a fill is, in basis points. Default ${defaults.slippageBps}.`),
    ),
  },
  {
    additionalProperties: false,
    description: 'All of it may be absent. Keys may also be written start_date, and so on.',
  },
);

/** What a backtest is asked to do. */
export type BacktestRequest = Static<typeof BacktestRequest>;

const whole = Compile(BacktestRequest);
const fields: ReadonlyMap<string, ReturnType<typeof Compile>> = new Map(
  Object.entries(BacktestRequest.properties).map(([name, schema]) => [name, Compile(schema)]),
);

const expectedForms: Readonly<Record<string, string>> = {
  data: 'the name of a file',
  account: 'the name of an account',
  variant: `one of ${backtestVariants.join(', ')}`,
  symbol: 'a name of 1 to 128 characters',
  timeframe: 'one of M1, M5, M15, M30, H1, H4, D1',
  startDate: 'a day such as 2015-01-02',
  endDate: 'a day such as 2019-12-31',
  initialBalance: 'an amount above zero, such as 10000',
  fast: 'a whole number from 1 to 10000',
  slow: 'a whole number from 1 to 10000',
  fee: 'a ratio from 0 to below 1, such as 0.0001',
  slippageBps: 'basis points from 0 to 10000, such as 1',
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
  return [{ path: `/${name}`, found: describeFound(value), expected: expectedForms[name] ?? 'another form' }];
};

const amountRanges: Readonly<Record<string, (value: unknown) => boolean>> = {
  initialBalance: (value) => isAmount(value) && exact(value).greaterThan(0),
  fee: (value) => isAmount(value) && exact(value).greaterThanOrEqualTo(0) && exact(value).lessThan(1),
  slippageBps: (value) => isAmount(value) && exact(value).greaterThanOrEqualTo(0) && exact(value).lessThan(10_000),
};

/** Whether the calendar has such a day; 2023-02-30 is of the right form only. */
const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

const problemsBetween = (request: { readonly [name: string]: unknown }): readonly Problem[] => {
  const { startDate, endDate } = request;
  const fast = request['fast'] ?? defaults.fastBars;
  const slow = request['slow'] ?? defaults.slowBars;
  const problems: Problem[] = [];
  if (typeof fast === 'number' && typeof slow === 'number' && fast >= slow) {
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

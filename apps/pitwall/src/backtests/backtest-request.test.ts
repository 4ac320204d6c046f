import { PitwallError } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { readBacktestRequest } from './backtest-request.ts';

const problemsOf = (body: unknown): readonly string[] => {
  try {
    readBacktestRequest(body);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof PitwallError)) throw thrown;
    expect(thrown.code).toBe('INVALID_REQUEST');
    return thrown.problems.map(({ path, found, expected }) => `${path} is ${found}, expected ${expected}`);
  }
};

describe('a request for a backtest', () => {
  it('may be empty or absent', () => {
    expect(readBacktestRequest({})).toEqual({});
    expect(readBacktestRequest(undefined)).toEqual({});
  });

  it('may be written in the words of the page or in camel case', () => {
    const expected = { startDate: '2010-01-04', initialBalance: '10000.50', fast: 5 };
    expect(readBacktestRequest({ start_date: '2010-01-04', initial_balance: '10000.50', fast: 5 })).toEqual(expected);
    expect(readBacktestRequest(expected)).toEqual(expected);
  });

  it.each([
    [{ fast: '10' }, '/fast is "10", expected a whole number from 1 to 10000'],
    [{ fast: 30, slow: 30 }, '/fast is 30, expected less than slow, which is 30'],
    [{ fast: 40 }, '/fast is 40, expected less than slow, which is 30'],
    [{ startDate: '2023-02-30' }, '/startDate is "2023-02-30", expected a day such as 2015-01-02'],
    [
      { startDate: '2020-01-02', endDate: '2020-01-01' },
      '/startDate is 2020-01-02, expected no day after endDate, which is 2020-01-01',
    ],
    [{ initialBalance: -5 }, '/initialBalance is -5, expected an amount above zero, such as 10000'],
    [{ fee: '1.5' }, '/fee is "1.5", expected a ratio from 0 to below 1, such as 0.0001'],
    [{ variant: 'salted' }, '/variant is "salted", expected one of vanilla, spiced, vanilla_full, spiced_full'],
    [{ seed: -1 }, '/seed is -1, expected a whole number from 0 to 4294967295'],
    [{ options: [] }, '/options is a list of 0, expected an object such as {"fastBars": 20}'],
    [{ dataTimeUnit: 'minutes' }, '/dataTimeUnit is "minutes", expected one of auto, s, ms, us, ns'],
    [
      { strategy: 'rsi-reversion', fast: 5 },
      '/fast is 5, expected no fast or slow with another strategy than moving-average-cross',
    ],
  ])('is refused with the field, what stands there and what is expected: %j', (body, problem) => {
    expect(problemsOf(body)).toEqual([problem]);
  });

  it('is refused for a field that does not exist, with the likely one', () => {
    expect(problemsOf({ simbol: 'X' }).join()).toContain('did you mean symbol?');
  });

  it('is refused when it spells one field in both ways', () => {
    expect(problemsOf({ startDate: '2010-01-04', start_date: '2011-01-03' })).toEqual([
      '/start_date is "2011-01-03", expected either start_date or startDate, not both',
    ]);
  });

  it('names all that is wrong at once', () => {
    expect(problemsOf({ fast: 0, slow: 'x', timeframe: 'D2' })).toHaveLength(3);
  });

  it.each([[[]], ['text'], [7]])('is refused when it is no object: %j', (body) => {
    expect(problemsOf(body)).toHaveLength(1);
  });
});

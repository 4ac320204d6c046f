import { describe, expect, it } from 'vitest';
import { isFirst, labelOf, problemOf, problemsByField, readFormFields, requestOf } from './request-form.ts';
import { readStrategies } from './strategies.ts';

const amount = { anyOf: [{ type: 'number' }, { type: 'string' }], description: 'Fee. Default 0.0001.' };

const openApi = {
  paths: {
    '/api/backtests/': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                properties: {
                  fee: amount,
                  startDate: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
                  variant: { enum: ['vanilla', 'spiced'] },
                  seed: { type: 'integer' },
                  dataStrict: { type: 'boolean' },
                  options: { type: 'object' },
                  strategy: { type: 'string' },
                  settings: { type: 'object' },
                },
              },
            },
          },
        },
      },
    },
  },
};

const fields = readFormFields(openApi);

describe('the form of a request', () => {
  it('has the fields that the gateway takes, those in front that are filled in first', () => {
    expect(fields.map(({ name, form }) => [name, form])).toEqual([
      ['variant', 'choice'],
      ['startDate', 'day'],
      ['fee', 'amount'],
      ['seed', 'whole'],
      ['dataStrict', 'flag'],
      ['settings', 'json'],
    ]);
    expect(fields.filter(isFirst)).toHaveLength(2);
  });

  it('is empty where the gateway has no backtests', () => {
    expect(readFormFields({ paths: {} })).toEqual([]);
  });

  it('sends what was filled in: amounts to the digit, and nothing for what is left to the gateway', () => {
    const values = {
      fee: '0.00010000000000000001',
      seed: ' 7 ',
      settings: '{"fastBars": 20}',
      variant: '',
      dataStrict: 'true',
    };
    expect(requestOf(fields, values)).toEqual({
      settings: { fastBars: 20 },
      fee: '0.00010000000000000001',
      seed: 7,
      dataStrict: true,
    });
  });

  it.each([
    ['seed', '7.5', 'a whole number'],
    ['fee', 'cheap', 'a number such as 1000 or 0.5'],
    ['settings', '[1]', 'an object such as {"fastBars": 20}'],
    ['settings', '{', 'JSON such as {"fastBars": 20}'],
    ['settings', '', undefined],
    ['startDate', 'anything', undefined],
  ])('finds %s written as "%s" to be no %s', (name, text, problem) => {
    const field = fields.find((one) => one.name === name);
    expect(field && problemOf(field, text)).toBe(problem);
  });

  it('puts what the gateway refused beside its field', () => {
    expect(problemsByField([{ path: '/startDate', expected: 'a day such as 2015-01-02' }])).toEqual({
      startDate: 'expected a day such as 2015-01-02',
    });
    expect(labelOf('startDate')).toBe('Start date');
  });
});

describe('the strategies of a gateway', () => {
  it('have fields for their options, with what an empty one stands for', () => {
    const options = {
      properties: {
        fastBars: { type: 'integer', default: 10, description: 'Bars of the fast average.' },
        sides: { enum: ['long-only', 'long-short'], default: 'long-only' },
      },
    };
    const [cross, ...others] = readStrategies({
      strategies: [{ name: 'cross', description: 'Follows.', options }, {}],
    });
    expect(others).toEqual([]);
    expect(cross?.options.map(({ name, form, initial }) => [name, form, initial])).toEqual([
      ['fastBars', 'whole', '10'],
      ['sides', 'choice', 'long-only'],
    ]);
    expect(requestOf(cross?.options ?? [], { fastBars: '20', sides: '' })).toEqual({ fastBars: 20 });
  });
});

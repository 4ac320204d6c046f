import { AmountOf } from '@pitwall/model';
import { carryDefaults } from '@pitwall/desk';
import { option } from '@pitwall/gateway';
import type { OptionValues } from '@pitwall/gateway';
import { Type } from 'typebox';
import { dataOptionTable } from './data-options.ts';
import { riskOptionTable } from './risk-options.ts';

const bars = (description: string) => Type.Integer({ minimum: 1, maximum: 10_000, description });

/** Every setting of the paper desk. */
export const deskOptionTable = {
  data: option({
    group: 'desk',
    schema: Type.String({
      description: 'File of bars or trades that the desk trades; empty for the bundled S&P 500 days.',
    }),
    default: '',
  }),
  perpData: option({
    group: 'desk',
    schema: Type.String({
      description: 'File of the bars of the perpetual that cash and carry trades beside `data`; empty simulates one.',
    }),
    default: '',
  }),
  funding: option({
    group: 'desk',
    schema: Type.String({ description: 'File of what that perpetual paid; empty for no funding.' }),
    default: '',
  }),
  ...dataOptionTable,
  symbol: option({
    group: 'desk',
    schema: Type.String({
      maxLength: 128,
      description: 'Symbol of what the bars are; empty for SPX with the bundled bars, else the file’s name.',
    }),
    default: '',
  }),
  perpSymbol: option({
    group: 'desk',
    schema: Type.String({ maxLength: 128, description: 'Symbol of that perpetual; empty for the file’s name.' }),
    default: '',
  }),
  currency: option({
    group: 'desk',
    schema: Type.String({ minLength: 1, maxLength: 16, description: 'Currency of the prices and of the account.' }),
    default: 'USD',
  }),
  speed: option({
    group: 'desk',
    schema: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1000,
      description: 'Bars a second. At 5 each kind of message shows within half a minute.',
    }),
    default: 5,
  }),
  atEnd: option({
    group: 'desk',
    schema: Type.Enum(['loop', 'stop'], {
      description: 'What follows the last bar: `loop` begins a new run with a fresh account, `stop` ends the desk.',
    }),
    default: 'loop',
  }),
  initialEquity: option({
    group: 'desk',
    schema: AmountOf('quote', 'Cash of each account at the beginning of a run, in its currency.'),
    default: '4940',
  }),
  feeRatio: option({
    group: 'desk',
    schema: AmountOf('ratio', 'Fee as a part of the notional of each fill; 0.0001 is one basis point.'),
    default: '0.0001',
  }),
  slippageBps: option({
    group: 'desk',
    schema: AmountOf('number', 'How much worse than the quote an order is filled, in basis points (1 is 0.01 %).'),
    default: '1',
  }),
  fastBars: option({ group: 'desk', schema: bars('Bars of the fast moving average.'), default: 2 }),
  slowBars: option({
    group: 'desk',
    schema: bars('Bars of the slow moving average, more than `fastBars`.'),
    default: 10,
  }),
  carryEntryPremium: option({
    group: 'desk',
    schema: AmountOf(
      'ratio',
      'Premium of the perpetual over its spot at which cash and carry opens a pair; 0.0001 is a basis point.',
    ),
    default: carryDefaults.entryPremiumRatio,
  }),
  carryExitPremium: option({
    group: 'desk',
    schema: AmountOf('ratio', 'Premium at or below which it closes the pair, below `carryEntryPremium`.'),
    default: carryDefaults.exitPremiumRatio,
  }),
  ...riskOptionTable,
} as const;

/** Settings of the desk, all of them resolved. */
export type DeskOptions = OptionValues<typeof deskOptionTable>;

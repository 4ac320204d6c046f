import { AmountOf, accountPattern, isFreeJson } from '@pitwall/model';
import type { JsonObject } from '@pitwall/model';
import {
  backtestVariants,
  defaultInitialEquity,
  defaultLotSize,
  movingAverageCrossDefaults,
  strategyTable,
} from '@pitwall/desk';
import { timeframes, tradingYearNames, venueDefaults } from '@pitwall/desk';
import { Type } from 'typebox';
import { dataOptionTable } from '../configuration/data-options.ts';

/** Strategy of a backtest that names none. */
export const defaultStrategy = 'moving-average-cross';

/** Seed of a backtest that names none. */
export const defaultSeed = 0;

const file = (description: string) => Type.String({ minLength: 1, maxLength: 1024, description });
const symbol = (description: string) => Type.String({ minLength: 1, maxLength: 128, description });
const day = (description: string) => Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description });
const bars = (description: string) => Type.Integer({ minimum: 1, maximum: 10_000, description });

const strategyNames = strategyTable.map(({ name }) => name).join(', ');

/** What is traded, with what, and when. */
const what = {
  data: file('Name of a file of prices; absent: the bundled S&P 500 days.'),
  perpData: file('File of the prices of the perpetual that cash and carry trades beside spot.'),
  funding: file('File of what that perpetual paid.'),
  account: Type.String({ pattern: accountPattern, description: 'Account that sees it; absent: your first.' }),
  variant: Type.Enum([...backtestVariants], {
    description: 'spiced filters by regime and sizes by volatility; a full one adds curve, trades, months and regimes.',
  }),
  symbol: symbol('Symbol of the bars; absent: from the name of the file.'),
  perpSymbol: symbol('Symbol of the perpetual; absent: the other one with -PERP.'),
  currency: Type.String({ minLength: 1, maxLength: 16, description: 'Currency of prices and account. Default USD.' }),
  timeframe: Type.Enum([...timeframes], {
    description: 'Length of the bars; longer ones than the file’s are made of those. Absent: as the file has them.',
  }),
  startDate: day('First day to trade, YYYY-MM-DD; absent: the first there is.'),
  endDate: day('Last day to trade, YYYY-MM-DD; absent: the last there is.'),
};

/** How it is decided. */
const how = {
  strategy: Type.String({
    minLength: 1,
    maxLength: 1024,
    description: `One of ${strategyNames}, or the name of a module. Default ${defaultStrategy}.`,
  }),
  options: Type.Refine(
    Type.Unsafe<JsonObject>({
      type: 'object',
      description: 'Options of the strategy by name; see docs/strategies.md.',
    }),
    isFreeJson,
  ),
  fast: bars(`Bars of the fast average of ${defaultStrategy}. Default ${movingAverageCrossDefaults.fastBars}.`),
  slow: bars(`Bars of its slow average, more than fast. Default ${movingAverageCrossDefaults.slowBars}.`),
  seed: Type.Integer({
    minimum: 0,
    maximum: 4_294_967_295,
    description: `What Math.random of a strategy’s module follows. Default ${defaultSeed}.`,
  }),
};

/** With which money, and what it costs. */
const money = {
  initialBalance: AmountOf('quote', `Cash at the beginning. Default ${defaultInitialEquity}.`),
  fee: AmountOf('ratio', `Fee as a part of the notional of a fill. Default ${venueDefaults.feeRatio}.`),
  makerFee: AmountOf('ratio', 'Fee of a limit order that waited in the book. Absent: as fee.'),
  slippageBps: AmountOf(
    'number',
    `How much worse than the quote a fill is, in basis points. Default ${venueDefaults.slippageBps}.`,
  ),
  lotSize: AmountOf('base', `Smallest quantity and step of quantities. Default ${defaultLotSize}.`),
  tickSize: AmountOf('price', 'Step of prices; absent: prices count as written.'),
  maxLeverage: AmountOf('number', `Most exposure as a multiple of equity. Default ${venueDefaults.maxLeverage}.`),
  tradingYear: Type.Enum(['auto', ...tradingYearNames], {
    description: 'Year of the market, by which figures are annualised. Default auto: as the times of the bars tell.',
  }),
};

/** How files are read: the settings of `docs/market-data.md`. */
const { timeframe: _timeframe, ...readingRows } = dataOptionTable;
const reading = {
  dataFormat: readingRows.dataFormat.schema,
  dataSeparator: readingRows.dataSeparator.schema,
  dataDecimalMark: readingRows.dataDecimalMark.schema,
  dataTimeUnit: readingRows.dataTimeUnit.schema,
  dataTimeZone: readingRows.dataTimeZone.schema,
  dataDateOrder: readingRows.dataDateOrder.schema,
  dataImpossible: readingRows.dataImpossible.schema,
  dataPriceDecimals: readingRows.dataPriceDecimals.schema,
  dataStrict: readingRows.dataStrict.schema,
  sessionZone: readingRows.sessionZone.schema,
};

/** Every field of a request by name. */
export const requestFields = { ...what, ...how, ...money, ...reading };

/** Fields in groups with their headings, in the order of help. */
export const requestGroups: readonly (readonly [string, readonly string[]])[] = [
  ['What is traded:', Object.keys(what)],
  ['Strategy:', Object.keys(how)],
  ['Money and costs:', Object.keys(money)],
  ['How files are read:', Object.keys(reading)],
];

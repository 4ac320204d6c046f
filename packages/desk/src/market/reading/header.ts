import { isEpoch } from './epoch.ts';
import type { BarFormat, BarLayout, FundingLayout, Layout, TradeLayout } from './layout.ts';
import type { ProblemBook } from './problems.ts';

type Role =
  'open' | 'high' | 'low' | 'close' | 'volume' | 'tickVolume' | 'price' | 'quantity' | 'id' | 'rate' | 'markPrice';

/** Names by which files call the columns, as {@link plainName} writes them. Adjusted closes are not what was traded, so they stay unread. */
const namesOf: { readonly [role in Role]: readonly string[] } = {
  open: ['open', 'open price'],
  high: ['high', 'high price'],
  low: ['low', 'low price'],
  close: ['close', 'close price', 'last', 'close/last'],
  volume: ['volume', 'vol', 'real volume', 'volume base', 'base volume'],
  tickVolume: ['tick volume', 'tickvol', 'tickvolume', 'ticks'],
  price: ['price'],
  quantity: ['qty', 'quantity', 'amount', 'volume', 'vol', 'size'],
  id: ['id', 'trade id', 'agg trade id', 'tid', 'a'],
  rate: ['funding rate', 'fundingrate', 'last funding rate', 'rate'],
  markPrice: ['mark price', 'markprice'],
};

const epochNames = [
  'unix',
  'unix timestamp',
  'timestamp',
  'epoch',
  'open time',
  'opentime',
  'time',
  'calc time',
  'funding time',
  'fundingtime',
  'transact time',
];
const dateNames = ['date', 'datetime', 'date/time', 'gmt time', 'local time', 'utc time', 'time (utc)', 'date (utc)'];

/** A column name in lower case, without quotes, angle brackets and underscores. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[<>"]/g, '')
    .replaceAll('_', ' ')
    .replace(/\(ms\)$/, '')
    .trim();

/**
 * Finds the columns by the header's names, and the format by which of them there are. `first` is the first row of data, which
 * tells a number of seconds from a date. Throws `INVALID_BARS` when a needed column is missing or named twice.
 */
export const layoutOfHeader = (header: readonly string[], first: readonly string[], problems: ProblemBook): Layout => {
  const names = header.map(plainName);
  const find = (role: Role): number | undefined => columnOf(names, role, problems);
  const base = { width: header.length, names: header, ...timeColumns(names, first, problems) };
  const rate = find('rate');
  if (rate !== undefined && !names.includes('open')) return fundingLayout(base, rate, find('markPrice'), names);
  const isTrades = find('price') !== undefined && !names.includes('open') && !names.includes('close');
  if (isTrades) return tradeLayout(base, names, { find, problems });
  const needed = (role: Role): number => find(role) ?? missing(role, names, problems);
  const prices = [needed('open'), needed('high'), needed('low'), needed('close')] as const;
  const volume = find('volume') ?? firstStarting(names, 'volume ');
  const tickVolume = find('tickVolume');
  return {
    ...base,
    holds: 'bars',
    format: formatOfNames(header, names, first[base.time] ?? ''),
    prices,
    ...(volume === undefined ? {} : { volume }),
    ...(tickVolume === undefined ? {} : { tickVolume }),
  } satisfies BarLayout;
};

type Base = Pick<BarLayout, 'width' | 'names' | 'time' | 'clock'>;

const fundingLayout = (
  base: Base,
  rate: number,
  markPrice: number | undefined,
  names: readonly string[],
): FundingLayout => ({
  ...base,
  holds: 'funding',
  format: names.includes('last funding rate') || names.includes('fundingtime') ? 'binance-funding' : 'funding',
  rate,
  ...(markPrice === undefined ? {} : { markPrice }),
});

const tradeLayout = (
  base: Base,
  names: readonly string[],
  { find, problems }: { readonly find: (role: Role) => number | undefined; readonly problems: ProblemBook },
): TradeLayout => {
  const price = find('price') ?? missing('price', names, problems);
  const quantity = find('quantity') ?? missing('quantity', names, problems);
  const id = find('id');
  const format: BarFormat = names.includes('agg trade id')
    ? 'binance-agg-trades'
    : names.includes('is buyer maker')
      ? 'binance-trades'
      : 'trades';
  return { ...base, holds: 'trades', format, price, quantity, ...(id === undefined ? {} : { id }) };
};

const firstStarting = (names: readonly string[], start: string): number | undefined => {
  const index = names.findIndex((name) => name.startsWith(start) && !/ (?:ma|sma|ema)\b/.test(name));
  return index < 0 ? undefined : index;
};

const formatOfNames = (header: readonly string[], names: readonly string[], firstTime: string): BarFormat => {
  if (names.includes('close time') || names.includes('taker buy volume')) return 'binance-klines';
  if (header.some((name) => /^<.+>$/.test(name)) || names.includes('tickvol')) return 'mt5';
  if (names.includes('adj close') || names.includes('adjclose')) return 'yahoo';
  if (names[0] === '' || names[0] === 'unnamed: 0') return 'pandas';
  const isTradingView = /^time,open,high,low,close(?:,Volume.*)?$/.test(header.slice(0, 6).join());
  return isTradingView && /^(?:\d{9,10}|.*T.*(?:Z|[+-]\d{2}:\d{2}))$/.test(firstTime) ? 'tradingview' : 'csv';
};

const columnOf = (names: readonly string[], role: Role, problems: ProblemBook): number | undefined => {
  for (const wanted of namesOf[role]) {
    const index = names.indexOf(wanted);
    if (index < 0) continue;
    const second = names.indexOf(wanted, index + 1);
    if (second >= 0)
      throw problems.whole(`columns ${index + 1} and ${second + 1} are both called "${wanted}"; keep one of them`);
    return index;
  }
  return undefined;
};

/** One column of moments, or one of days and one of times. Where numbers stand beside dates, they need no zone. */
const timeColumns = (
  names: readonly string[],
  first: readonly string[],
  problems: ProblemBook,
): { readonly time: number; readonly clock?: number } => {
  const indexes = (wanted: readonly string[]): number[] =>
    names.flatMap((name, index) => (wanted.includes(name) ? [index] : []));
  const all = [...indexes(epochNames), ...indexes(dateNames)];
  const date = names.indexOf('date');
  const clock = names.indexOf('time');
  if (all.length === 2 && date >= 0 && clock >= 0 && /^\d{1,2}:\d{2}|^\d{4}(?:\d{2})?$/.test(first[clock] ?? '')) {
    return { time: date, clock };
  }
  const numbers = all.filter((index) => isEpoch(first[index] ?? ''));
  const [only, ...others] = numbers.length === 1 ? numbers : all;
  if (only !== undefined && others.length === 0) return { time: only };
  const [other] = others;
  if (only !== undefined && other !== undefined) {
    throw problems.whole(
      `both "${names[only] ?? ''}" and "${names[other] ?? ''}" could be the time column; keep one of them`,
    );
  }
  const unnamed = names.findIndex((name) => name === '' || name === 'index' || name === 'unnamed: 0');
  if (unnamed >= 0) return { time: unnamed };
  return missing('time', names, problems);
};

const missing = (role: Role | 'time', names: readonly string[], problems: ProblemBook): never => {
  const found = names.join(', ').slice(0, 120);
  const wanted = role === 'time' ? 'date, time, datetime or timestamp' : namesOf[role].join(' or ');
  throw problems.whole(`the header has no ${role} column; it reads "${found}", name one column ${wanted}`);
};

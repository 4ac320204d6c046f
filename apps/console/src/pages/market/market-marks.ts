import type { CandleMark, PriceLevel } from '../../chart/candle-chart.tsx';
import { chartTimeOf } from '../../data/fact.ts';
import type { FactOf } from '../../data/fact.ts';
import { candleStart } from '../../data/timeframes.ts';
import type { Timeframe } from '../../data/timeframes.ts';
import { formatPrice, formatQuantity } from '../../format/amount-text.ts';
import { toPixelNumber } from '../../format/decimal.ts';
import type { Amount } from '../../format/decimal.ts';

/** More marks than this are arrows without words: words would lie on each other. */
const mostWords = 24;

/** What a symbol is on a chart: when its candles are, and of which run. */
export interface MarkedStretch {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly fromMs: number;
  readonly runId: string | undefined;
}

/** The fills of a symbol, each at its candle, the oldest first. */
export const fillMarks = (trades: readonly FactOf<'trade'>[], stretch: MarkedStretch): readonly CandleMark[] => {
  const fills = trades.filter(
    (trade) =>
      trade.data.symbol === stretch.symbol &&
      trade.data.status === 'filled' &&
      trade.runId === stretch.runId &&
      chartTimeOf(trade) >= stretch.fromMs,
  );
  return fills
    .map((trade) => ({
      timeMs: candleStart(chartTimeOf(trade), stretch.timeframe),
      side: trade.data.side === 'sell' ? ('sell' as const) : ('buy' as const),
      text: fills.length > mostWords ? '' : `${formatQuantity(trade.data.quantity)} @ ${formatPrice(trade.data.price)}`,
    }))
    .toSorted((left, right) => left.timeMs - right.timeMs);
};

const level = (amount: Amount | undefined, title: string, tone: PriceLevel['tone']): readonly PriceLevel[] => {
  const price = amount === undefined ? undefined : toPixelNumber(amount);
  return price === undefined ? [] : [{ price, title, tone }];
};

/** The prices that matter to the open positions of a symbol. */
export const positionLevels = (positions: readonly FactOf<'position'>[], symbol: string): readonly PriceLevel[] =>
  positions
    .filter(({ data }) => data.symbol === symbol)
    .flatMap(({ data }) => [
      ...level(data.entryPrice, `${data.side ?? 'position'} entry`, 'neutral'),
      ...level(data.stopLoss, 'stop', 'down'),
      ...level(data.takeProfit, 'target', 'up'),
      ...level(data.liquidationPrice, 'liquidation', 'down'),
    ]);

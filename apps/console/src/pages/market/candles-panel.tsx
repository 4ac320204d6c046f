import { useMemo } from 'react';
import { chartProgress, LazyCandleChart } from '../../chart/lazy-charts.ts';
import { useParam } from '../../console/use-choices.ts';
import { usePriceCurve } from '../../console/use-curves.ts';
import { useFacts, useSeries } from '../../console/use-facts.ts';
import { candleStart, timeframes } from '../../data/timeframes.ts';
import { formatPrice } from '../../format/amount-text.ts';
import { useCalm } from '../../table/use-calm.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Panel } from '../../ui/panel.tsx';
import { fillMarks, positionLevels } from './market-marks.ts';
import { PriceLine } from './price-line.tsx';
import { WaitForPart } from '../../ui/wait-for-part.tsx';

const automatic = 'auto';

const WidthPicker = ({ width, shown }: { readonly width: string | undefined; readonly shown: string }) => {
  const [, choose] = useParam('width');
  const items = [
    { id: automatic, title: 'As the prices come', isChosen: width === undefined },
    ...timeframes.map(({ name }) => ({ id: name, title: name, isChosen: name === width })),
  ];
  return (
    <Menu
      label="Width of candles"
      trigger={
        <Button look="quiet" aria-label={`Width of candles: ${shown}`}>
          {shown}
        </Button>
      }
      items={items}
      onChoose={(id) => choose(id === automatic ? undefined : id)}
    />
  );
};

const Candles = ({ symbol, width }: { readonly symbol: string; readonly width: string | undefined }) => {
  const { candles, gaps, timeframe, runId } = useCalm(usePriceCurve(symbol, width));
  const trades = useSeries('trade');
  const positions = useFacts('position');
  const fromMs = candles[0]?.timeMs ?? 0;
  const marks = useMemo(
    () => fillMarks(trades, { symbol, timeframe, fromMs, runId }),
    [trades, symbol, timeframe, fromMs, runId],
  );
  const levels = useMemo(() => positionLevels(positions, symbol), [positions, symbol]);
  const shades = useMemo(
    () => gaps.map((gap) => ({ fromMs: candleStart(gap.fromMs, timeframe), toMs: candleStart(gap.toMs, timeframe) })),
    [gaps, timeframe],
  );
  const summary = `Candles of ${symbol}, ${timeframe.name} each: ${candles.length}, the last one at ${formatPrice(candles.at(-1)?.close)}; ${marks.length} fills, ${levels.length} levels, ${gaps.length} gaps.`;
  return (
    <LazyCandleChart
      candles={candles}
      marks={marks}
      levels={levels}
      gaps={shades}
      candleMs={timeframe.lengthMs}
      subject={`${symbol} ${timeframe.name} ${runId ?? ''}`}
      summary={summary}
    />
  );
};

const empty = (
  <EmptyState icon="market" title="No symbol">
    Candles are drawn of every price that an engine publishes as a fact of the kind{' '}
    <code className="font-mono">market</code>.
  </EmptyState>
);

/** The candles of one symbol, with what was done at which price. */
export const CandlesPanel = ({
  symbol,
  className,
}: {
  readonly symbol: string | undefined;
  readonly className?: string;
}) => {
  const [width] = useParam('width');
  const { timeframe, isKept } = usePriceCurve(symbol ?? '', width);
  return (
    <Panel
      title={symbol ?? 'Candles'}
      kinds={['market']}
      flush
      {...(className === undefined ? {} : { className })}
      actions={symbol !== undefined && <WidthPicker width={width} shown={timeframe.name} />}
      empty={symbol === undefined ? empty : undefined}
    >
      {symbol !== undefined && (
        <div className="flex h-full flex-col">
          <PriceLine symbol={symbol} />
          <div className="min-h-0 flex-1">
            <WaitForPart title="the chart" progress={chartProgress.candles}>
              <Candles key={symbol} symbol={symbol} width={width} />
            </WaitForPart>
          </div>
          <p className="px-3.5 pb-2 text-2xs text-faint">
            Made of the prices that were published, not of an exchange’s bars
            {isKept ? ', as far back as the gateway keeps them' : ', since the console was opened'}. Shaded: nothing is
            known.
          </p>
        </div>
      )}
    </Panel>
  );
};

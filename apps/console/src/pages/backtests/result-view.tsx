import { useMemo } from 'react';
import { chartProgress, LazyEquityChart } from '../../chart/lazy-charts.ts';
import { formatAmount, formatCount } from '../../format/amount-text.ts';
import { numberIn } from '../../gateway/json-fields.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { resultsOf } from './backtest.ts';
import type { Backtest } from './backtest.ts';
import { MonthlyTable } from './monthly-table.tsx';
import { RegimesTable } from './regimes-table.tsx';
import { curveOf } from './result-curve.ts';
import { ResultFigures } from './result-figures.tsx';
import { RunTrades } from './run-trades.tsx';
import { WaitForPart } from '../../ui/wait-for-part.tsx';

const noGaps = [] as const;

const noCurve = (
  <EmptyState icon="overview" title="This variant keeps no curve">
    Start it as <code className="font-mono">vanilla_full</code> or <code className="font-mono">spiced_full</code> for
    curve, trades and months.
  </EmptyState>
);

const Curve = ({ backtest }: { readonly backtest: Backtest }) => {
  const results = resultsOf(backtest);
  const { endDate: date, result } = backtest;
  const points = useMemo(
    () => curveOf(results, { date, balance: numberIn(result, 'final_balance') }),
    [results, date, result],
  );
  const every = numberIn(results, 'equityCurveEveryBars');
  const summary = `Equity of the backtest, ending at ${formatAmount(numberIn(backtest.result, 'final_balance'))}; ${points.length} points.`;
  const note = every === undefined || every < 2 ? '' : `a point every ${formatCount(every)} bars`;
  return (
    <Panel
      title="Equity and drawdown"
      kinds={[]}
      flush
      className="h-96"
      actions={<span className="text-2xs text-faint">{note}</span>}
      empty={points.length > 0 ? undefined : noCurve}
    >
      <WaitForPart title="the chart" progress={chartProgress.equity}>
        <LazyEquityChart points={points} gaps={noGaps} summary={summary} />
      </WaitForPart>
    </Panel>
  );
};

/** Everything that came of a backtest. */
export const ResultView = ({ backtest }: { readonly backtest: Backtest }) => {
  const results = resultsOf(backtest);
  const isFull = 'trades' in results;
  return (
    <>
      <ResultFigures backtest={backtest} />
      <Curve backtest={backtest} />
      {isFull && (
        <>
          <MonthlyTable results={results} />
          <RegimesTable results={results} />
          <RunTrades results={results} />
        </>
      )}
    </>
  );
};

import { chartProgress, LazyEquityChart } from '../../chart/lazy-charts.ts';
import { formatAmount, formatCount, formatPercent } from '../../format/amount-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Gain } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StatTile } from '../../ui/stat-tile.tsx';
import type { Backtest } from './backtest.ts';
import type { Progress } from './use-progress.ts';
import { WaitForPart } from '../../ui/wait-for-part.tsx';

const noGaps = [] as const;

const Bar = ({ ratio }: { readonly ratio: number }) => (
  <div
    role="progressbar"
    aria-label="Progress"
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(ratio * 100)}
    className="h-1.5 overflow-hidden rounded-full bg-raised"
  >
    <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${ratio * 100}%` }} />
  </div>
);

/** How far a backtest is, and how it fares. */
export const RunningPanel = ({ backtest, progress }: { readonly backtest: Backtest; readonly progress: Progress }) => {
  const { data } = progress.newest ?? {};
  const told = data?.progressRatio;
  const ratio = Math.min(1, Math.max(0, told === undefined ? (backtest.progressRatio ?? 0) : Number(told)));
  const summary = `Profit and loss so far: ${formatAmount(data?.currentPnl)}; ${progress.points.length} points.`;
  return (
    <Panel title="Progress" kinds={['backtest-progress']} flush className="h-96">
      <div className="flex h-full flex-col">
        <div className="px-4 pt-3">
          <Bar ratio={ratio} />
        </div>
        <dl className="grid grid-cols-2 sm:grid-cols-4">
          <StatTile label="Done" aside={backtest.status === 'queued' ? 'waits for its turn' : undefined}>
            <span className="figures">{formatPercent(ratio, { digits: 0 })}</span>
          </StatTile>
          <StatTile label="Bar" aside={data?.totalBars === undefined ? undefined : `of ${formatCount(data.totalBars)}`}>
            <span className="figures">{formatCount(data?.barsProcessed)}</span>
          </StatTile>
          <StatTile label="Trades" aside={data?.currentDate}>
            <span className="figures">{formatCount(data?.tradesCount)}</span>
          </StatTile>
          <StatTile label="P&L so far">
            <Gain value={data?.currentPnl} />
          </StatTile>
        </dl>
        <div className="min-h-0 flex-1">
          {progress.points.length < 2 ? (
            <EmptyState icon="backtests" title="No curve yet">
              Profit and loss are drawn as the backtest tells of them, from when this page was opened.
            </EmptyState>
          ) : (
            <WaitForPart title="the chart" progress={chartProgress.equity}>
              <LazyEquityChart points={progress.points} gaps={noGaps} summary={summary} />
            </WaitForPart>
          )}
        </div>
      </div>
    </Panel>
  );
};

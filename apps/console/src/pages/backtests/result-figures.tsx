import { formatAmount, formatCount, formatPercent } from '../../format/amount-text.ts';
import { amountIn, numberIn, objectIn, textIn } from '../../gateway/json-fields.ts';
import { Gain, GainPercent, Money } from '../../ui/figure.tsx';
import { formatDuration } from '../../format/time-text.ts';
import { StatTile } from '../../ui/stat-tile.tsx';
import { ratioOf, resultsOf } from './backtest.ts';
import type { Backtest } from './backtest.ts';

const plain = (value: number | string | undefined, digits = 2): string => formatAmount(value, { digits });

const Figures = ({ children }: { readonly children: string }) => <span className="figures">{children}</span>;

/** What came of a backtest, the figures that are asked for first in front. What has no meaning for it is left out. */
export const ResultFigures = ({ backtest }: { readonly backtest: Backtest }) => {
  const { result } = backtest;
  const results = resultsOf(backtest);
  const figures = objectIn(results, 'figures');
  const drawdown = numberIn(result, 'drawdown');
  const deepest = amountIn(objectIn(figures, 'drawdown'), 'maxDrawdownRatio');
  const seconds = numberIn(result, 'duration_seconds');
  const statistics = [
    ['Sharpe', numberIn(result, 'sharpe_ratio')],
    ['Sortino', amountIn(figures, 'sortino')],
    ['Calmar', amountIn(figures, 'calmar')],
    ['Profit factor', amountIn(results, 'profitFactor')],
  ] as const;
  return (
    <section aria-label="Figures" className="rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-6">
        <StatTile label="Final balance" aside={textIn(results, 'currency')}>
          <Money value={numberIn(result, 'final_balance')} />
        </StatTile>
        <StatTile label="Net profit">
          <Gain value={amountIn(results, 'netPnl')} />
        </StatTile>
        <StatTile label="Return" aside={<YearReturn value={amountIn(figures, 'cagr')} />}>
          <GainPercent value={ratioOf(backtest, 'returnRatio', 'return_pct')} />
        </StatTile>
        <StatTile label="Deepest drawdown">
          <GainPercent value={deepest ?? (drawdown === undefined ? undefined : -drawdown / 100)} />
        </StatTile>
        <StatTile label="Trades" aside={<Won value={ratioOf(backtest, 'winRate', 'win_rate')} />}>
          <Figures>{formatCount(numberIn(result, 'total_trades'))}</Figures>
        </StatTile>
        <StatTile label="Fees">
          <Money value={amountIn(results, 'feesPaid')} />
        </StatTile>
        {statistics.map(([label, value]) => (
          <StatTile key={label} label={label}>
            <Figures>{plain(value)}</Figures>
          </StatTile>
        ))}
        <StatTile label="In the market">
          <Figures>{formatPercent(amountIn(figures, 'exposure'), { digits: 1 })}</Figures>
        </StatTile>
        <StatTile label="Took" aside={`${formatCount(numberIn(results, 'bars'))} bars`}>
          <Figures>{formatDuration(seconds === undefined ? undefined : seconds * 1_000)}</Figures>
        </StatTile>
      </dl>
    </section>
  );
};

const YearReturn = ({ value }: { readonly value: number | string | undefined }) =>
  value === undefined ? null : <span className="figures">{formatPercent(value, { signed: true })} a year</span>;

const Won = ({ value }: { readonly value: number | string | undefined }) =>
  value === undefined ? null : <span className="figures">{formatPercent(value, { digits: 1 })} won</span>;

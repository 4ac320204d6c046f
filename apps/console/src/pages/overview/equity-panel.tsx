import { Suspense } from 'react';
import { LazyEquityChart } from '../../chart/lazy-charts.ts';
import { useAccount } from '../../console/use-choices.ts';
import { useEquityCurve } from '../../console/use-curves.ts';
import { useAccounts, useLatest } from '../../console/use-facts.ts';
import { formatAmount, formatPercent } from '../../format/amount-text.ts';
import { formatDuration } from '../../format/time-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/figure.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Loading, Panel } from '../../ui/panel.tsx';
import { useFocus } from './use-focus.ts';

const Legend = ({ account }: { readonly account: string }) => {
  const data = useLatest('equity', { account })?.data;
  const { points, heardSinceMs, stepMs } = useEquityCurve(account);
  const fromMs = stepMs === undefined ? heardSinceMs : points[0]?.timeMs;
  return (
    <p className="flex flex-wrap gap-x-4 px-3.5 pt-2 text-2xs text-muted">
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-3 bg-accent" /> equity
      </span>
      <span className="flex items-center gap-1.5">
        <span className="w-3 border-t border-dashed border-faint" /> high watermark{' '}
        <Money value={data?.highWatermark} />
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-3 bg-down" /> drawdown
      </span>
      {fromMs !== undefined && (
        <span
          className="ml-auto"
          title={
            stepMs === undefined
              ? 'The gateway keeps nothing of this account from before the page was opened'
              : `The gateway keeps a value for each ${formatDuration(stepMs)} of this time`
          }
        >
          {stepMs === undefined ? 'heard since' : 'since'} <Moment at={fromMs} />
        </span>
      )}
    </p>
  );
};

const Chart = ({ account }: { readonly account: string }) => {
  const { points, gaps, stepMs } = useEquityCurve(account);
  const data = useLatest('equity', { account })?.data;
  const summary = `Equity of ${account}: ${formatAmount(data?.equity)}, high watermark ${formatAmount(data?.highWatermark)}, drawdown ${formatPercent(data?.drawdownRatio)}; ${points.length} points, ${gaps.length} gaps.`;
  return (
    <div className="flex h-full flex-col">
      <Legend account={account} />
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Loading title="the chart" />}>
          <LazyEquityChart points={points} gaps={gaps} stepMs={stepMs} summary={summary} />
        </Suspense>
      </div>
    </div>
  );
};

const CurvePicker = ({
  accounts,
  account,
  onChoose,
}: {
  readonly accounts: readonly string[];
  readonly account: string;
  readonly onChoose: (account: string) => void;
}) => (
  <Menu
    label="Curve of"
    trigger={<Button look="quiet">{account}</Button>}
    items={accounts.map((name) => ({ id: name, title: name, isChosen: name === account }))}
    onChoose={onChoose}
  />
);

const empty = (
  <EmptyState icon="overview" title="No equity yet">
    The curve begins when an engine publishes a fact of the kind <code className="font-mono">equity</code>.
  </EmptyState>
);

/** The curve of one account: the chosen one, or one of all. */
export const EquityPanel = ({ className }: { readonly className?: string }) => {
  const accounts = useAccounts();
  const [chosen] = useAccount();
  const { account, choose } = useFocus();
  const has = useLatest('equity', { account: account ?? '*' }) !== undefined;
  const canChoose = chosen === undefined && accounts.length > 1 && account !== undefined;
  return (
    <Panel
      title="Equity"
      kinds={['equity']}
      flush
      {...(className === undefined ? {} : { className })}
      actions={canChoose && <CurvePicker accounts={accounts} account={account} onChoose={choose} />}
      empty={has ? undefined : empty}
    >
      {account !== undefined && <Chart key={account} account={account} />}
    </Panel>
  );
};

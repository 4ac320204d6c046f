import { chartProgress, LazyEquityChart } from '../../chart/lazy-charts.ts';
import { useAccount } from '../../console/use-choices.ts';
import { useEquityCurve } from '../../console/use-curves.ts';
import { useAccounts, useLatest } from '../../console/use-facts.ts';
import type { CurveRange } from '../../data/curve-range.ts';
import { formatAmount, formatPercent } from '../../format/amount-text.ts';
import { formatDuration } from '../../format/time-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/figure.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RangeChoice, useRange } from './range-choice.tsx';
import { useFocus } from './use-focus.ts';
import { WaitForPart } from '../../ui/wait-for-part.tsx';

interface CurveProps {
  readonly account: string;
  /** Undefined: all that is known. */
  readonly range: CurveRange | undefined;
}

/** Since when the curve is shown, and how close together its values are. */
const Since = ({ account, range }: CurveProps) => {
  const { points, heardSinceMs, stepMs } = useEquityCurve(account, range);
  const isHeard = stepMs === undefined && range === undefined;
  const fromMs = isHeard ? heardSinceMs : points[0]?.timeMs;
  if (fromMs === undefined) return undefined;
  const title =
    stepMs === undefined
      ? 'The gateway keeps nothing of this account from before the page was opened'
      : `The gateway keeps a value for each ${formatDuration(stepMs)} of this time`;
  return (
    <span className="ml-auto" title={title}>
      {isHeard ? 'heard since' : 'since'} <Moment at={fromMs} />
    </span>
  );
};

const Legend = ({ account, range }: CurveProps) => {
  const data = useLatest('equity', { account })?.data;
  return (
    <p className="flex flex-wrap gap-x-4 px-3.5 pt-2 text-2xs text-muted">
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-3 bg-accent" /> equity
      </span>
      <span className="flex items-center gap-1.5">
        <span className="w-3 border-t border-dashed border-faint" /> high watermark
        {range !== undefined && ' of the account'} <Money value={data?.highWatermark} />
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-0.5 w-3 bg-down" /> drawdown
        {range !== undefined && ` from the peak of the ${range.noun} shown`}
      </span>
      <Since account={account} range={range} />
    </p>
  );
};

const OneValue = ({ range, onAll }: { readonly range: CurveRange; readonly onAll: () => void }) => (
  <EmptyState
    icon="overview"
    title={`One value in its last ${range.noun}`}
    action={<Button onClick={onAll}>Show all</Button>}
  >
    What is known of this account before its newest value is older than that, so there is no curve between them.
  </EmptyState>
);

const Chart = ({ account }: { readonly account: string }) => {
  const [range, choose] = useRange();
  const { points, gaps, stepMs } = useEquityCurve(account, range);
  const data = useLatest('equity', { account })?.data;
  if (range !== undefined && points.length < 2) return <OneValue range={range} onAll={() => choose(undefined)} />;
  const span = range === undefined ? '' : `, the last ${range.noun}`;
  const summary = `Equity of ${account}${span}: ${formatAmount(data?.equity)}, high watermark ${formatAmount(data?.highWatermark)}, drawdown ${formatPercent(data?.drawdownRatio)}; ${points.length} points, ${gaps.length} gaps.`;
  return (
    <div className="flex h-full flex-col">
      <Legend account={account} range={range} />
      <div className="min-h-0 flex-1">
        <WaitForPart title="the chart" progress={chartProgress.equity}>
          <LazyEquityChart points={points} gaps={gaps} stepMs={stepMs} subject={range?.id ?? ''} summary={summary} />
        </WaitForPart>
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
    trigger={
      <Button look="quiet" className="max-w-40" title={account}>
        <span className="truncate">{account}</span>
      </Button>
    }
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
      actions={
        <>
          {canChoose && <CurvePicker accounts={accounts} account={account} onChoose={choose} />}
          {has && <RangeChoice />}
        </>
      }
      empty={has ? undefined : empty}
    >
      {account !== undefined && <Chart key={account} account={account} />}
    </Panel>
  );
};

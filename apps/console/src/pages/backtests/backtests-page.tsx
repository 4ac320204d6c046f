import { useMemo } from 'react';
import { useAccount, useParam } from '../../console/use-choices.ts';
import { DataTable } from '../../table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Panel } from '../../ui/panel.tsx';
import { backtestColumns } from './backtest-columns.tsx';
import { BacktestView } from './backtest-view.tsx';
import type { Backtest } from './backtest.ts';
import { StartForm } from './start-form.tsx';
import { useBacktests } from './use-backtests.ts';

const keyOf = ({ id }: Backtest): string => id;

const newestFirst = { column: 'created', descending: true } as const;

const kinds = ['backtest-start', 'backtest-progress', 'backtest-complete', 'backtest-error'] as const;

const empty = (
  <EmptyState icon="backtests" title="No backtests yet">
    Start one with the form: nothing has to be filled in. Without a file the bundled days of the S&P 500 are traded.
  </EmptyState>
);

const List = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const { value = [], fault } = useBacktests();
  const [account] = useAccount();
  const rows = useMemo(
    () => (account === undefined ? value : value.filter((one) => one.account === account)),
    [value, account],
  );
  return (
    <Panel title="Backtests" kinds={kinds} flush className="min-h-80 lg:h-full">
      {fault !== undefined && (
        <div className="p-3">
          <FaultNote fault={fault} />
        </div>
      )}
      <DataTable
        id="backtests"
        label="Backtests"
        columns={backtestColumns}
        rows={rows}
        rowKey={keyOf}
        onOpen={({ id }) => onOpen(id)}
        firstSort={newestFirst}
        empty={empty}
      />
    </Panel>
  );
};

/** Backtests of the gateway: start one, watch it, read its results. */
export const BacktestsPage = () => {
  const [account] = useAccount();
  const [id, open] = useParam('backtest');
  if (id !== undefined) return <BacktestView key={id} id={id} onClose={() => open(undefined)} />;
  return (
    <div className="grid gap-3 p-3 lg:h-full lg:grid-cols-[19rem_minmax(0,1fr)]">
      <Panel title="New backtest" kinds={[]} className="lg:h-full">
        <StartForm account={account} onStarted={open} />
      </Panel>
      <List onOpen={open} />
    </div>
  );
};

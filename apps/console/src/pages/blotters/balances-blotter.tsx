import { useMemo, useRef } from 'react';
import { useParam } from '../../console/use-choices.ts';
import { useFacts } from '../../console/use-facts.ts';
import { DataTable } from '../../table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactDrawer } from '../../ui/fact-drawer.tsx';
import { assetBalances, balanceColumns, balanceKey } from './balance-list.tsx';
import type { BalanceRows } from './balance-list.tsx';

const byAsset = { column: 'asset', descending: false } as const;

const empty = (
  <EmptyState icon="balances" title="No balances yet">
    What accounts hold at each platform is here once an engine publishes facts of the kind{' '}
    <code className="font-mono">balances</code>.
  </EmptyState>
);

/** What accounts hold, asset by asset. Balances are states: what they were is kept by nobody, so there is no history. */
export const BalancesBlotter = () => {
  const facts = useFacts('balances');
  const known = useRef<BalanceRows>(new WeakMap());
  const rows = useMemo(() => assetBalances(facts, known.current), [facts]);
  const [openKey, open] = useParam('open');
  const opened = openKey === undefined ? undefined : rows.find((row) => balanceKey(row) === openKey);
  return (
    <>
      <DataTable
        id="balances"
        label="Balances"
        columns={balanceColumns}
        rows={rows}
        rowKey={balanceKey}
        onOpen={(row) => open(balanceKey(row))}
        openKey={openKey}
        firstSort={byAsset}
        empty={empty}
      />
      <FactDrawer
        title={opened === undefined ? 'Balances' : `Balances at ${opened.fact.data.platform}`}
        fact={opened?.fact}
        onClose={() => open(undefined)}
      />
    </>
  );
};

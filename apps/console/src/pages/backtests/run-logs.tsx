import { useMemo } from 'react';
import { useSeries } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tail } from '../../ui/tail.tsx';
import { LogLine, logLineHeightPx } from '../logs/log-line.tsx';

const keyOf = ({ seq }: FactOf<'log'>): string => seq;

const empty = (
  <EmptyState icon="logs" title="No lines">
    Lines of a backtest come while it runs, and are shown to pages that are open then.
  </EmptyState>
);

/** What a backtest wrote, as it comes. */
export const RunLogs = ({ id, className }: { readonly id: string; readonly className: string }) => {
  const logs = useSeries('log', { account: '*' });
  const lines = useMemo(() => logs.filter(({ data }) => data.backtestId === id), [logs, id]);
  return (
    <Panel
      title="Log of the run"
      kinds={['log']}
      flush
      className={className}
      empty={lines.length > 0 ? undefined : empty}
    >
      <Tail
        label="Lines of the run"
        rows={lines}
        rowKey={keyOf}
        rowHeightPx={logLineHeightPx}
        row={(log) => <LogLine log={log} />}
      />
    </Panel>
  );
};

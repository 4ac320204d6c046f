import { useMemo } from 'react';
import { useSeries } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { useCalm } from '../../table/use-calm.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { stateColumn, textColumn, timeColumn } from '../blotters/fact-columns.tsx';

type Line = FactOf<'log'>;

const columns: readonly Column<Line>[] = [
  timeColumn({ id: 'time', title: 'Time', phone: 'aside' }, ({ data, occurredAt }) => data.loggedAt ?? occurredAt),
  stateColumn({ id: 'level', title: 'Level', widthPx: 100, phone: 'figure' }, ({ data }) => data.level),
  textColumn({ id: 'module', title: 'Module', widthPx: 100, phone: 'detail' }, ({ data }) => data.module),
  textColumn({ id: 'message', title: 'Message', widthPx: 640, phone: 'title' }, ({ data }) => data.message),
];

const newestFirst = { column: 'time', descending: true } as const;

const empty = (
  <EmptyState icon="logs" title="No lines yet">
    Log lines are sent as they are written and kept by nobody, so those from before the console was opened are not here.
    A line names no bot: these are all lines of what runs it.
  </EmptyState>
);

/** The log of what runs a bot: lines name no bot, so those of its source and account. */
export const BotLog = ({ bot: { account, source } }: { readonly bot: FactOf<'bot'> }) => {
  const lines = useCalm(useSeries('log', { account }));
  const rows = useMemo(() => lines.filter((line) => line.source === source), [lines, source]);
  return (
    <DataTable
      id="bot-log"
      label="Log"
      columns={columns}
      rows={rows}
      rowKey={({ seq }) => seq}
      firstSort={newestFirst}
      empty={empty}
    />
  );
};

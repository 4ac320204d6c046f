import { useFacts } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { formatDuration } from '../../format/time-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Age } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import type { SimpleColumn } from '../../ui/simple-table.tsx';
import { Status } from '../../ui/status.tsx';

type Source = FactOf<'source-status'>;

const keyOf = ({ account, key }: Source): string => `${account}/${key}`;

const columns: readonly SimpleColumn<Source>[] = [
  { id: 'source', title: 'Source', cell: ({ data }) => <span className="font-medium">{data.source}</span> },
  { id: 'status', title: 'Status', cell: ({ data }) => <Status word={data.status} /> },
  {
    id: 'heard',
    title: 'Last heard',
    // A sign of life in time is no fact, so of a live source no more is known than that it keeps its promise.
    cell: ({ data }) =>
      data.status === 'live' ? <span className="text-muted">in time</span> : <Age at={data.lastHeardAt} />,
  },
  {
    id: 'since',
    title: 'So since',
    isWideOnly: true,
    cell: ({ data, occurredAt }) => <Age at={data.silentSince ?? occurredAt} />,
  },
  {
    id: 'promise',
    title: 'Promised every',
    align: 'right',
    cell: ({ data }) => <span className="figures">{formatDuration(data.heartbeatMs)}</span>,
  },
  { id: 'publisher', title: 'Publisher', isWideOnly: true, cell: ({ data }) => data.publisher },
  { id: 'account', title: 'Account', isWideOnly: true, cell: ({ account }) => account },
];

const empty = (
  <EmptyState icon="signals" title="No source promised signs of life">
    How they are, nobody knows. A publisher promises them with <code className="font-mono">POST /v1/heartbeat</code>;
    the desk of the demo does.
  </EmptyState>
);

/** Who promised signs of life, and whether they still come. */
export const PublishersPanel = () => {
  const sources = useFacts('source-status');
  return (
    <Panel title="Publishers" kinds={['source-status']} flush empty={sources.length > 0 ? undefined : empty}>
      <SimpleTable label="Publishers" columns={columns} rows={sources} rowKey={keyOf} />
    </Panel>
  );
};

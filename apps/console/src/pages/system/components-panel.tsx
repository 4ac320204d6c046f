import { useFacts } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Age } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import type { SimpleColumn } from '../../ui/simple-table.tsx';
import { Status } from '../../ui/status.tsx';
import { plainWord } from '../../ui/status-looks.ts';

type Component = FactOf<'component-status'>;

const keyOf = ({ account, key }: Component): string => `${account}/${key}`;

const detailsOf = (details: unknown): string => {
  if (details === undefined) return '';
  if (typeof details !== 'object' || details === null) return JSON.stringify(details);
  return Object.entries(details)
    .map(([name, value]: [string, unknown]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
};

const columns: readonly SimpleColumn<Component>[] = [
  {
    id: 'component',
    title: 'Component',
    cell: ({ data }) => <span className="font-medium whitespace-nowrap">{plainWord(data.component)}</span>,
  },
  { id: 'status', title: 'Status', cell: ({ data }) => <Status word={data.status} /> },
  {
    id: 'since',
    title: 'Since',
    isWideOnly: true,
    cell: ({ occurredAt }) => (
      <span className="whitespace-nowrap">
        <Age at={occurredAt} />
      </span>
    ),
  },
  {
    id: 'details',
    title: 'Details',
    isGrowing: true,
    cell: ({ data }) => (
      <span className="block truncate text-2xs text-muted" title={detailsOf(data.details)}>
        {detailsOf(data.details)}
      </span>
    ),
  },
  { id: 'account', title: 'Account', isWideOnly: true, cell: ({ account }) => account },
];

const empty = (
  <EmptyState icon="system" title="No component said how it is">
    Engines publish it as facts of the kind <code className="font-mono">component-status</code>.
  </EmptyState>
);

/** The parts of the trading system, each with its state. */
export const ComponentsPanel = () => {
  const components = useFacts('component-status');
  return (
    <Panel title="Components" kinds={['component-status']} flush empty={components.length > 0 ? undefined : empty}>
      <SimpleTable label="Components" columns={columns} rows={components} rowKey={keyOf} />
    </Panel>
  );
};

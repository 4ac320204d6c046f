import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { decisionColumns } from './decision-list.tsx';
import type { FactListDefinition } from './fact-list.tsx';
import { orderColumns } from './order-list.tsx';
import { positionColumns } from './position-list.tsx';
import { signalColumns } from './signal-list.tsx';
import { tradeColumns } from './trade-list.tsx';

const nothing = (icon: IconName, title: string, kind: string, sentence: string): ReactNode => (
  <EmptyState icon={icon} title={title}>
    {sentence} An engine publishes them as facts of the kind <code className="font-mono">{kind}</code>.
  </EmptyState>
);

const newestFirst = { column: 'time', descending: true } as const;

/** What is held, and what was. */
export const positionList: FactListDefinition<'position'> = {
  kind: 'position',
  label: 'Positions',
  columns: positionColumns,
  firstSort: { column: 'opened', descending: true },
  empty: nothing('positions', 'No positions', 'position', 'Nothing is held now; closed positions are under "All".'),
  titleOf: ({ data }) => [data.side, data.symbol].filter(Boolean).join(' '),
};

/** What waits at venues, and what became of it. */
export const orderList: FactListDefinition<'order'> = {
  kind: 'order',
  label: 'Orders',
  columns: orderColumns,
  firstSort: newestFirst,
  empty: nothing('orders', 'No orders', 'order', 'None waits at a venue now; those that ended are under "All".'),
  titleOf: ({ data }) => [data.side, data.symbol].filter(Boolean).join(' '),
};

/** What was bought and sold. */
export const tradeList: FactListDefinition<'trade'> = {
  kind: 'trade',
  label: 'Trades',
  columns: tradeColumns,
  firstSort: newestFirst,
  empty: nothing('trades', 'No trades yet', 'trade', 'Trades of the last hours and whatever is traded now are here.'),
  titleOf: ({ data }) => `${data.side} ${data.symbol}`,
};

/** What strategies called for. */
export const signalList: FactListDefinition<'signal'> = {
  kind: 'signal',
  label: 'Signals',
  columns: signalColumns,
  firstSort: newestFirst,
  empty: nothing('signals', 'No signals yet', 'signal', 'What strategies call for is here, and what became of it.'),
  titleOf: ({ data }) => ['Signal', data.direction, data.symbol].filter(Boolean).join(' '),
};

/** What was decided, and why. */
export const decisionList: FactListDefinition<'decision'> = {
  kind: 'decision',
  label: 'Decisions',
  columns: decisionColumns,
  firstSort: newestFirst,
  empty: nothing(
    'signals',
    'No decisions yet',
    'decision',
    'What automatic traders decide is here, with their reasons.',
  ),
  titleOf: ({ data }) => ['Decision to', data.decision, data.symbol].filter(Boolean).join(' '),
};

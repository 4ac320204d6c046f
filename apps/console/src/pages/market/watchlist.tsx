import type { FactOf } from '../../data/fact.ts';
import { useFacts } from '../../console/use-facts.ts';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Gain, GainPercent, Price, Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, timeColumn } from '../blotters/fact-columns.tsx';

type Market = FactOf<'market'>;

const columns: readonly Column<Market>[] = [
  nameColumn({ id: 'symbol', title: 'Symbol', widthPx: 120 }, ({ data }) => data.symbol),
  figureColumn(
    { id: 'price', title: 'Price', widthPx: 92, flashes: true, phone: 'figure' },
    ({ data }) => data.price,
    Price,
  ),
  figureColumn(
    { id: 'ratio', title: 'Change', widthPx: 84, phone: 'aside' },
    ({ data }) => data.changeRatio,
    GainPercent,
  ),
  figureColumn({ id: 'change', title: 'Points', isHidden: true }, ({ data }) => data.change, Gain),
  figureColumn({ id: 'volume', title: 'Volume', isHidden: true, phone: 'detail' }, ({ data }) => data.volume, Quantity),
  timeColumn({ id: 'updated', title: 'Updated', isHidden: true }, ({ occurredAt }) => occurredAt),
];

const byName = { column: 'symbol', descending: false } as const;

const empty = (
  <EmptyState icon="market" title="No prices yet">
    Symbols are here once an engine publishes facts of the kind <code className="font-mono">market</code>.
  </EmptyState>
);

/** What a list of symbols takes. */
export interface WatchlistProps {
  readonly chosen: string | undefined;
  readonly onChoose: (symbol: string) => void;
}

/** Every symbol with its newest price; one is looked at. */
export const Watchlist = ({ chosen, onChoose }: WatchlistProps) => (
  <DataTable
    id="watchlist"
    label="Symbols"
    columns={columns}
    rows={useFacts('market')}
    rowKey={({ data }) => data.symbol}
    onOpen={({ data }) => onChoose(data.symbol)}
    openKey={chosen}
    firstSort={byName}
    empty={empty}
  />
);

import type { FactOf } from '../../data/fact.ts';
import type { Amount } from '../../format/decimal.ts';
import type { Column } from '../../table/column.ts';
import { Moment } from '../../ui/moment.tsx';
import { Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, textColumn } from './fact-columns.tsx';

/** What an account holds of one asset at one platform. */
export interface AssetBalance {
  /** The balances of the platform, of which this is one. */
  readonly fact: FactOf<'balances'>;
  readonly asset: string;
  readonly free: Amount | undefined;
  readonly locked: Amount | undefined;
  readonly total: Amount | undefined;
}

/** Rows of facts, made once: a fact never changes, and a row that is the same object is not drawn again. */
export type BalanceRows = WeakMap<FactOf<'balances'>, readonly AssetBalance[]>;

const rowsOf = (fact: FactOf<'balances'>): readonly AssetBalance[] =>
  Object.entries(fact.data.balances).map(([asset, { free, locked, total }]) => ({ fact, asset, free, locked, total }));

/** Balances asset by asset. */
export const assetBalances = (facts: readonly FactOf<'balances'>[], known: BalanceRows): readonly AssetBalance[] =>
  facts.flatMap((fact) => {
    const rows = known.get(fact) ?? rowsOf(fact);
    known.set(fact, rows);
    return rows;
  });

/** Identity of a row. */
export const balanceKey = ({ fact, asset }: AssetBalance): string => `${fact.account}/${fact.key}/${asset}`;

/** The columns of balances: what is there, and what of it waits in orders. */
export const balanceColumns: readonly Column<AssetBalance>[] = [
  nameColumn({ id: 'asset', title: 'Asset' }, ({ asset }) => asset),
  textColumn({ id: 'platform', title: 'Platform', widthPx: 150, phone: 'detail' }, ({ fact }) => fact.data.platform),
  figureColumn(
    { id: 'total', title: 'Total', widthPx: 150, flashes: true, phone: 'figure' },
    (row) => row.total,
    Quantity,
  ),
  figureColumn({ id: 'free', title: 'Free', widthPx: 150, flashes: true }, (row) => row.free, Quantity),
  figureColumn(
    { id: 'locked', title: 'Locked', widthPx: 150, flashes: true, phone: 'aside' },
    (row) => row.locked,
    Quantity,
  ),
  textColumn({ id: 'account', title: 'Account' }, ({ fact }) => fact.account),
  {
    id: 'updated',
    title: 'Updated',
    type: 'time',
    widthPx: 90,
    value: ({ fact }) => fact.occurredAt,
    cell: ({ fact }) => <Moment at={fact.occurredAt} receivedAt={fact.receivedAt} />,
  },
];

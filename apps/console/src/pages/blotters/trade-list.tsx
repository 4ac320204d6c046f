import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Gain, Money, Price, Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, sideColumn, stateColumn, textColumn, timeColumn } from './fact-columns.tsx';

type Trade = FactOf<'trade'>;

/** The columns of trades: what happened, for how much, and where. */
export const tradeColumns: readonly Column<Trade>[] = [
  timeColumn({ id: 'time', title: 'Time', phone: 'aside' }, (trade) => trade.data.executedAt ?? trade.occurredAt),
  nameColumn({ id: 'symbol', title: 'Symbol' }, ({ data }) => data.symbol),
  sideColumn({ id: 'side', title: 'Side' }, ({ data }) => data.side),
  stateColumn({ id: 'status', title: 'Status' }, ({ data }) => data.status),
  figureColumn(
    { id: 'quantity', title: 'Quantity', widthPx: 130, phone: 'detail' },
    ({ data }) => data.quantity,
    Quantity,
  ),
  figureColumn({ id: 'price', title: 'Price', phone: 'detail' }, ({ data }) => data.price, Price),
  figureColumn({ id: 'total', title: 'Total' }, ({ data }) => data.total, Money),
  figureColumn({ id: 'fee', title: 'Fee', widthPx: 80 }, ({ data }) => data.fee, Money),
  figureColumn({ id: 'pnl', title: 'P&L', phone: 'figure' }, ({ data }) => data.pnl, Gain),
  textColumn({ id: 'bot', title: 'Bot' }, ({ data }) => data.botId),
  textColumn({ id: 'platform', title: 'Platform', widthPx: 130 }, ({ data }) => data.platform),
  textColumn({ id: 'account', title: 'Account' }, ({ account }) => account),
  textColumn({ id: 'id', title: 'Trade', widthPx: 180, isHidden: true }, ({ data }) => data.tradeId),
  textColumn({ id: 'order', title: 'Order', widthPx: 180, isHidden: true }, ({ data }) => data.orderId),
];

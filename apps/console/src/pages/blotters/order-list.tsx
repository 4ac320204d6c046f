import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Money, Price, Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, sideColumn, stateColumn, textColumn, timeColumn } from './fact-columns.tsx';

type Order = FactOf<'order'>;

const ended: ReadonlySet<string> = new Set(['filled', 'cancelled', 'rejected']);

/** Whether it still waits at its venue. */
export const isLive = ({ data }: Order): boolean => !ended.has(data.action ?? data.status);

/** The columns of orders: what is wanted, at which price, and how far it came. */
export const orderColumns: readonly Column<Order>[] = [
  timeColumn({ id: 'time', title: 'Updated', phone: 'aside' }, (order) => order.data.updatedAt ?? order.occurredAt),
  nameColumn({ id: 'symbol', title: 'Symbol' }, ({ data }) => data.symbol),
  sideColumn({ id: 'side', title: 'Side' }, ({ data }) => data.side),
  textColumn({ id: 'type', title: 'Type', widthPx: 84, phone: 'detail' }, ({ data }) =>
    data.type?.replaceAll('_', ' '),
  ),
  stateColumn({ id: 'status', title: 'Status', widthPx: 130, phone: 'figure' }, ({ data }) => data.status),
  figureColumn({ id: 'quantity', title: 'Quantity', phone: 'detail' }, ({ data }) => data.quantity, Quantity),
  figureColumn({ id: 'filled', title: 'Filled', flashes: true }, ({ data }) => data.filledQuantity, Quantity),
  figureColumn({ id: 'limit', title: 'Limit', widthPx: 100 }, ({ data }) => data.price, Price),
  figureColumn({ id: 'stop', title: 'Stop', widthPx: 100 }, ({ data }) => data.stopPrice, Price),
  figureColumn({ id: 'average', title: 'Fill price', widthPx: 100 }, ({ data }) => data.averageFillPrice, Price),
  figureColumn({ id: 'fees', title: 'Fees', widthPx: 80 }, ({ data }) => data.fees, Money),
  textColumn({ id: 'reason', title: 'Reason', widthPx: 220 }, ({ data }) => data.reason),
  textColumn({ id: 'bot', title: 'Bot', widthPx: 90 }, ({ data }) => data.botId),
  textColumn({ id: 'platform', title: 'Platform', widthPx: 120 }, ({ data }) => data.platform),
  textColumn({ id: 'account', title: 'Account', widthPx: 90 }, ({ account }) => account),
  timeColumn({ id: 'created', title: 'Created', isHidden: true }, ({ data }) => data.createdAt),
  textColumn({ id: 'id', title: 'Order', widthPx: 180, isHidden: true }, ({ data }) => data.orderId),
  textColumn({ id: 'signal', title: 'Signal', widthPx: 180, isHidden: true }, ({ data }) => data.signalId),
];

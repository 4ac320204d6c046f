import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Direction } from '../../ui/direction.tsx';
import { Gain, Money, Price, Quantity } from '../../ui/figure.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Status } from '../../ui/status.tsx';

type Trade = FactOf<'trade'>;

/** The columns of trades: what happened, for how much, and where. */
export const tradeColumns: readonly Column<Trade>[] = [
  {
    id: 'time',
    title: 'Time',
    type: 'time',
    widthPx: 90,
    phone: 'aside',
    value: (trade) => trade.data.executedAt ?? trade.occurredAt,
    cell: (trade) => <Moment at={trade.data.executedAt ?? trade.occurredAt} receivedAt={trade.receivedAt} />,
  },
  {
    id: 'symbol',
    title: 'Symbol',
    type: 'text',
    widthPx: 130,
    phone: 'title',
    value: ({ data }) => data.symbol,
    cell: ({ data }) => <span className="font-medium">{data.symbol}</span>,
  },
  {
    id: 'side',
    title: 'Side',
    type: 'text',
    widthPx: 80,
    phone: 'title',
    value: ({ data }) => data.side,
    cell: ({ data }) => <Direction word={data.side} />,
  },
  {
    id: 'status',
    title: 'Status',
    type: 'text',
    widthPx: 96,
    value: ({ data }) => data.status,
    cell: ({ data }) => <Status word={data.status} />,
  },
  {
    id: 'quantity',
    title: 'Quantity',
    type: 'figure',
    widthPx: 130,
    phone: 'detail',
    value: ({ data }) => data.quantity,
    cell: ({ data }) => <Quantity value={data.quantity} />,
  },
  {
    id: 'price',
    title: 'Price',
    type: 'figure',
    widthPx: 110,
    phone: 'detail',
    value: ({ data }) => data.price,
    cell: ({ data }) => <Price value={data.price} />,
  },
  {
    id: 'total',
    title: 'Total',
    type: 'figure',
    widthPx: 110,
    value: ({ data }) => data.total,
    cell: ({ data }) => <Money value={data.total} />,
  },
  {
    id: 'fee',
    title: 'Fee',
    type: 'figure',
    widthPx: 80,
    value: ({ data }) => data.fee,
    cell: ({ data }) => <Money value={data.fee} />,
  },
  {
    id: 'pnl',
    title: 'P&L',
    type: 'figure',
    widthPx: 110,
    phone: 'figure',
    value: ({ data }) => data.pnl,
    cell: ({ data }) => <Gain value={data.pnl} />,
  },
  { id: 'bot', title: 'Bot', type: 'text', widthPx: 110, value: ({ data }) => data.botId },
  { id: 'platform', title: 'Platform', type: 'text', widthPx: 130, value: ({ data }) => data.platform },
  { id: 'account', title: 'Account', type: 'text', widthPx: 110, value: ({ account }) => account },
  { id: 'id', title: 'Trade', type: 'text', widthPx: 180, isHidden: true, value: ({ data }) => data.tradeId },
  { id: 'order', title: 'Order', type: 'text', widthPx: 180, isHidden: true, value: ({ data }) => data.orderId },
];

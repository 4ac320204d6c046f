import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Gain, GainPercent, Money, Price, Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, sideColumn, stateColumn, textColumn, timeColumn } from './fact-columns.tsx';

type Position = FactOf<'position'>;

/** Its state: the publisher's own word, else what happened to it. */
const stateOf = ({ data }: Position): string =>
  data.status ?? (data.action === 'opened' || data.action === 'updated' ? 'open' : data.action);

/** Whether it is still held. */
export const isHeld = (position: Position): boolean => stateOf(position) === 'open';

/** The columns of positions: what is held, what it is worth, and where it would be given up. */
export const positionColumns: readonly Column<Position>[] = [
  nameColumn({ id: 'symbol', title: 'Symbol' }, ({ data }) => data.symbol),
  sideColumn({ id: 'side', title: 'Side' }, ({ data }) => data.side),
  stateColumn({ id: 'status', title: 'Status', widthPx: 100 }, stateOf),
  figureColumn({ id: 'size', title: 'Size', phone: 'detail' }, ({ data }) => data.size, Quantity),
  figureColumn({ id: 'entry', title: 'Entry', phone: 'detail' }, ({ data }) => data.entryPrice, Price),
  figureColumn({ id: 'mark', title: 'Mark', flashes: true }, ({ data }) => data.exitPrice ?? data.currentPrice, Price),
  figureColumn({ id: 'value', title: 'Value', flashes: true }, ({ data }) => data.marketValue, Money),
  figureColumn(
    { id: 'pnl', title: 'P&L', flashes: true, phone: 'figure' },
    ({ data }) => data.realizedPnl ?? data.unrealizedPnl,
    Gain,
  ),
  figureColumn(
    { id: 'ratio', title: 'P&L %', widthPx: 90, phone: 'aside' },
    ({ data }) => data.unrealizedPnlRatio,
    GainPercent,
  ),
  figureColumn({ id: 'stop', title: 'Stop', widthPx: 100 }, ({ data }) => data.stopLoss, Price),
  figureColumn({ id: 'target', title: 'Target', widthPx: 100 }, ({ data }) => data.takeProfit, Price),
  textColumn({ id: 'bot', title: 'Bot', widthPx: 90 }, ({ data }) => data.botId),
  textColumn({ id: 'account', title: 'Account', widthPx: 90 }, ({ account }) => account),
  timeColumn({ id: 'opened', title: 'Opened' }, ({ data }) => data.openedAt),
  timeColumn({ id: 'updated', title: 'Updated' }, ({ occurredAt }) => occurredAt),
  figureColumn({ id: 'fees', title: 'Fees', isHidden: true }, ({ data }) => data.fees, Money),
  figureColumn({ id: 'liquidation', title: 'Liquidation', isHidden: true }, ({ data }) => data.liquidationPrice, Price),
  figureColumn({ id: 'leverage', title: 'Leverage', isHidden: true }, ({ data }) => data.leverage, Quantity),
  figureColumn({ id: 'margin', title: 'Margin', isHidden: true }, ({ data }) => data.marginUsed, Money),
  figureColumn({ id: 'funding', title: 'Funding', isHidden: true }, ({ data }) => data.fundingCollected, Gain),
  textColumn({ id: 'id', title: 'Position', widthPx: 180, isHidden: true }, ({ key }) => key),
];

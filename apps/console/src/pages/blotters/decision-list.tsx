import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { Direction } from '../../ui/direction.tsx';
import { Money, Price, Quantity } from '../../ui/figure.tsx';
import { Status } from '../../ui/status.tsx';
import { figureColumn, nameColumn, textColumn, timeColumn } from './fact-columns.tsx';
import { Share } from './share.tsx';

type Decision = FactOf<'decision'>;

/** The columns of decisions: what was decided, from what, and how much was put at risk. */
export const decisionColumns: readonly Column<Decision>[] = [
  timeColumn({ id: 'time', title: 'Time', phone: 'aside' }, ({ data, occurredAt }) => data.decidedAt ?? occurredAt),
  nameColumn({ id: 'symbol', title: 'Symbol' }, ({ data }) => data.symbol),
  {
    id: 'decision',
    title: 'Decision',
    type: 'text',
    widthPx: 96,
    phone: 'figure',
    value: ({ data }) => data.decision,
    cell: ({ data: { decision } }) =>
      decision === 'buy' || decision === 'sell' ? <Direction word={decision} /> : <Status word={decision} />,
  },
  textColumn({ id: 'reasoning', title: 'Reasoning', widthPx: 360, phone: 'detail' }, ({ data }) => data.reasoning),
  figureColumn({ id: 'price', title: 'Price', widthPx: 100 }, ({ data }) => data.marketData?.price, Price),
  figureColumn({ id: 'confidence', title: 'Confidence', widthPx: 92 }, ({ data }) => data.confidence, Share),
  figureColumn({ id: 'quantity', title: 'Quantity' }, ({ data }) => data.sizing?.quantity, Quantity),
  figureColumn({ id: 'capital', title: 'Capital' }, ({ data }) => data.sizing?.capital, Money),
  figureColumn({ id: 'risk', title: 'At risk', widthPx: 84 }, ({ data }) => data.sizing?.riskPerTradeRatio, Share),
  figureColumn({ id: 'stop', title: 'Stop', widthPx: 100 }, ({ data }) => data.stops?.stopLoss, Price),
  figureColumn({ id: 'target', title: 'Target', widthPx: 100 }, ({ data }) => data.stops?.takeProfit, Price),
  textColumn({ id: 'bot', title: 'Bot', widthPx: 90 }, ({ data }) => data.botId),
  textColumn({ id: 'platform', title: 'Platform', widthPx: 130 }, ({ data }) => data.platform),
  textColumn({ id: 'account', title: 'Account', widthPx: 90 }, ({ account }) => account),
  textColumn({ id: 'id', title: 'Decision id', widthPx: 180, isHidden: true }, ({ data }) => data.decisionId),
];

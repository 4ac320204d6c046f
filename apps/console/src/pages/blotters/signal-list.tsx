import type { FactOf } from '../../data/fact.ts';
import type { Column } from '../../table/column.ts';
import { formatDuration } from '../../format/time-text.ts';
import { Price, Quantity } from '../../ui/figure.tsx';
import { figureColumn, nameColumn, sideColumn, stateColumn, textColumn, timeColumn } from './fact-columns.tsx';
import { Share } from './share.tsx';

type Signal = FactOf<'signal'>;

const regimeOf = (regime: number | string | undefined): string | undefined =>
  regime === undefined ? undefined : String(regime);

/** The columns of signals: what a strategy called for, and what became of it. */
export const signalColumns: readonly Column<Signal>[] = [
  timeColumn({ id: 'time', title: 'Time', phone: 'aside' }, ({ occurredAt }) => occurredAt),
  nameColumn({ id: 'symbol', title: 'Symbol' }, ({ data }) => data.symbol),
  stateColumn({ id: 'type', title: 'Signal', widthPx: 110, phone: 'figure' }, ({ data }) => data.type),
  stateColumn({ id: 'status', title: 'Outcome', widthPx: 120 }, ({ data }) => data.status),
  sideColumn({ id: 'direction', title: 'Direction', widthPx: 92 }, ({ data }) => data.direction),
  figureColumn({ id: 'entry', title: 'Entry', widthPx: 100 }, ({ data }) => data.entryPrice, Price),
  figureColumn({ id: 'size', title: 'Size', widthPx: 100 }, ({ data }) => data.size, Quantity),
  figureColumn({ id: 'confidence', title: 'Confidence', widthPx: 92 }, ({ data }) => data.confidence, Share),
  textColumn({ id: 'reason', title: 'Reason', widthPx: 320, phone: 'detail' }, ({ data }) => data.reason),
  {
    id: 'processing',
    title: 'Took',
    type: 'figure',
    widthPx: 80,
    value: ({ data }) => data.processingTimeMs,
    cell: ({ data }) => formatDuration(data.processingTimeMs),
  },
  textColumn({ id: 'bot', title: 'Bot', widthPx: 90 }, ({ data }) => data.botId),
  textColumn({ id: 'account', title: 'Account', widthPx: 90 }, ({ account }) => account),
  textColumn({ id: 'phase', title: 'Phase', widthPx: 180, isHidden: true }, ({ data }) => data.phase),
  textColumn({ id: 'regime', title: 'Regime', isHidden: true }, ({ data }) => regimeOf(data.regimeState)),
  textColumn({ id: 'id', title: 'Signal id', widthPx: 180, isHidden: true }, ({ data }) => data.signalId),
];

import type { ReactNode } from 'react';
import type { Fact, Kind } from '../../data/fact.ts';
import type { Amount } from '../../format/decimal.ts';
import type { Column } from '../../table/column.ts';
import { Direction } from '../../ui/direction.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Status } from '../../ui/status.tsx';

type Look<Row> = Partial<Pick<Column<Row>, 'isHidden' | 'flashes' | 'phone' | 'widthPx'>>;

interface Named<Row> extends Look<Row> {
  readonly id: string;
  readonly title: string;
}

/** When it happened; who points at it sees when the gateway took it in too. */
export const timeColumn = <K extends Kind>(
  named: Named<Fact<K>>,
  at: (row: Fact<K>) => number | undefined,
): Column<Fact<K>> => ({
  type: 'time',
  widthPx: 90,
  ...named,
  value: at,
  cell: (row) => <Moment at={at(row)} receivedAt={row.receivedAt} />,
});

/** A name that rows are known by. */
export const nameColumn = <Row,>(named: Named<Row>, value: (row: Row) => string | undefined): Column<Row> => ({
  type: 'text',
  widthPx: 156,
  phone: 'title',
  ...named,
  value,
  cell: (row) => <span className="font-medium">{value(row) ?? '–'}</span>,
});

/** A word or a sentence. */
export const textColumn = <Row,>(named: Named<Row>, value: (row: Row) => string | undefined): Column<Row> => ({
  type: 'text',
  widthPx: 110,
  ...named,
  value,
});

/** Long or short, buy or sell. */
export const sideColumn = <Row,>(named: Named<Row>, value: (row: Row) => string | undefined): Column<Row> => ({
  type: 'text',
  widthPx: 84,
  phone: 'title',
  ...named,
  value,
  cell: (row) => <Direction word={value(row)} />,
});

/** The word of a state. */
export const stateColumn = <Row,>(named: Named<Row>, value: (row: Row) => string | undefined): Column<Row> => ({
  type: 'text',
  widthPx: 120,
  ...named,
  value,
  cell: (row) => <Status word={value(row)} />,
});

/** A figure, drawn by one of `ui/figure.tsx`. */
export const figureColumn = <Row,>(
  named: Named<Row>,
  value: (row: Row) => Amount | undefined,
  Figure: (props: { readonly value: Amount | undefined }) => ReactNode,
): Column<Row> => ({
  type: 'figure',
  widthPx: 110,
  ...named,
  value,
  cell: (row) => <Figure value={value(row)} />,
});

import { useCallback, useMemo } from 'react';
import { usePreferences } from '../console/use-choices.ts';
import type { TableArrangement } from '../preferences/preferences.ts';
import type { Column } from './column.ts';
import type { Sort } from './row-order.ts';

/** How a table is arranged, and how to arrange it otherwise. */
export interface Arrangement<Row> {
  /** Columns that are shown, in order. */
  readonly shown: readonly Column<Row>[];
  readonly widthOf: (column: Column<Row>) => number;
  readonly sort: Sort | undefined;
  readonly toggle: (columnId: string) => void;
  readonly resize: (columnId: string, widthPx: number) => void;
  readonly setSort: (sort: Sort | undefined) => void;
}

/** Narrowest and widest column, in pixels. */
const widthBounds = { least: 48, most: 800 } as const;

/** What the person made of a table, kept over reloads; until then what the page says. */
export const useArrangement = <Row>(
  tableId: string,
  columns: readonly Column<Row>[],
  firstSort: Sort | undefined,
): Arrangement<Row> => {
  const [{ tables }, change] = usePreferences();
  const kept = tables[tableId];
  const current = useMemo<TableArrangement>(() => {
    const hidden = columns.filter(({ isHidden }) => isHidden === true).map(({ id }) => id);
    return kept ?? { hidden, widths: {}, sort: firstSort };
  }, [kept, columns, firstSort]);
  const arrange = useCallback(
    (changes: Partial<TableArrangement>) => change({ tables: { ...tables, [tableId]: { ...current, ...changes } } }),
    [change, tables, tableId, current],
  );
  const shown = useMemo(() => columns.filter(({ id }) => !current.hidden.includes(id)), [columns, current]);
  const toggle = useCallback(
    (id: string) => {
      const isHidden = current.hidden.includes(id);
      arrange({ hidden: isHidden ? current.hidden.filter((one) => one !== id) : [...current.hidden, id] });
    },
    [arrange, current],
  );
  const resize = useCallback(
    (id: string, widthPx: number) => {
      const width = Math.round(Math.min(widthBounds.most, Math.max(widthBounds.least, widthPx)));
      arrange({ widths: { ...current.widths, [id]: width } });
    },
    [arrange, current],
  );
  return {
    shown,
    widthOf: ({ id, widthPx }) => current.widths[id] ?? widthPx,
    sort: current.sort,
    toggle,
    resize,
    setSort: useCallback((sort: Sort | undefined) => arrange({ sort }), [arrange]),
  };
};

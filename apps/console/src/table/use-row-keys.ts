import { useCallback, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useToast } from '../ui/toasts.tsx';
import type { Column } from './column.ts';
import { toClipboard } from './csv.ts';

/** What keys act on. */
export interface RowKeysParts<Row> {
  readonly ordered: readonly Row[];
  readonly shown: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly scrollTo: (index: number) => void;
}

/** The row that the keys are at, and what they do. */
export interface RowKeys {
  /** Its place; undefined before any key, and when the row is gone. */
  readonly active: number | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** A click on the row at a place: it is opened. The same function at each render. */
  readonly pick: (index: number) => void;
}

const pageRows = 12;

/** Where a key leads from a place; undefined for other keys. */
const placeAfter = (key: string, at: number, count: number): number | undefined => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, wanted));
};

/** Moves through rows by keys. It stays at its row, not at its place: rows that come or change order do not carry it elsewhere. */
export const useRowKeys = <Row>(parts: RowKeysParts<Row>): RowKeys => {
  const { ordered, shown, rowKey, onOpen, scrollTo } = parts;
  const [activeKey, setActiveKey] = useState<string | undefined>();
  const say = useToast();
  const found = activeKey === undefined ? -1 : ordered.findIndex((row) => rowKey(row) === activeKey);
  const active = found < 0 ? undefined : found;
  const pickNow = (index: number) => {
    const row = ordered[index];
    if (row === undefined) return;
    setActiveKey(rowKey(row));
    onOpen?.(row);
  };
  const newest = useRef(pickNow);
  newest.current = pickNow;
  const pick = useCallback((index: number) => newest.current(index), []);
  const copy = (row: Row) => {
    void navigator.clipboard.writeText(toClipboard(row, shown)).then(
      () => say({ title: 'Row copied' }),
      () => say({ title: 'The browser did not let the row be copied', tone: 'warn' }),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = active === undefined ? undefined : ordered[active];
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
    const place = placeAfter(event.key, active ?? -1, ordered.length);
    const target = place === undefined ? undefined : ordered[place];
    if (isCopy && row !== undefined && document.getSelection()?.isCollapsed === true) copy(row);
    else if (event.key === 'Enter' && active !== undefined) pick(active);
    else if (place !== undefined && target !== undefined) {
      setActiveKey(rowKey(target));
      scrollTo(place);
    } else return;
    event.preventDefault();
  };
  return { active, onKeyDown, pick };
};

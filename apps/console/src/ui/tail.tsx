import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

/** What a tail takes. */
export interface TailProps<Row> {
  /** What it lists, for readers of screens. */
  readonly label: string;
  /** The oldest first. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Height of each row, in pixels. */
  readonly rowHeightPx: number;
  readonly onOpen?: (row: Row) => void;
  readonly row: (row: Row) => ReactNode;
}

/** How near the end counts as being there, in pixels. */
const endPx = 24;

/** Rows drawn beyond what is seen. */
const overscan = 12;

/** Keeps the end in sight, until somebody scrolls away from it. */
const useFollowing = (last: unknown) => {
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  useEffect(() => {
    const element = scroller.current;
    if (follows && element !== null && last !== undefined) element.scrollTop = element.scrollHeight;
  }, [follows, last]);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    setFollows(element.scrollHeight - element.scrollTop - element.clientHeight < endPx);
  };
  return { scroller, follows, onScroll, follow: () => setFollows(true) };
};

/** Lines as they come, the newest last: it follows them, until somebody scrolls back. */
export const Tail = <Row,>({ label, rows, rowKey, rowHeightPx, onOpen, row: draw }: TailProps<Row>) => {
  const { scroller, follows, onScroll, follow } = useFollowing(rows.at(-1));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan,
  });
  return (
    <div className="relative h-full min-h-0">
      <div
        ref={scroller}
        role="list"
        aria-label={label}
        tabIndex={0}
        onScroll={onScroll}
        className="h-full overflow-auto -outline-offset-2"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const one = rows[index];
            return one === undefined ? null : (
              <div
                key={rowKey(one)}
                role="listitem"
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                onClick={onOpen === undefined ? undefined : () => onOpen(one)}
                className="absolute inset-x-0 flex cursor-default items-center border-b border-line/40 hover:bg-raised/60"
                style={{ top: start, height: rowHeightPx }}
              >
                {draw(one)}
              </div>
            );
          })}
        </div>
      </div>
      {!follows && (
        <Button icon="down" className="absolute right-4 bottom-3 shadow-float" onClick={follow}>
          To the newest
        </Button>
      )}
    </div>
  );
};

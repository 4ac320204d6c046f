import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { changeOf } from './column.ts';
import type { CellValue } from './column.ts';

/** What changed last: `count` makes the same change twice two changes. */
interface Change {
  readonly direction: 'up' | 'down' | 'same';
  readonly count: number;
}

/** Shows its content, and for a moment that it changed: a ground that fades, a bar and an arrow, so that it takes no colour to see it. */
export const FlashCell = ({ value, children }: { readonly value: CellValue; readonly children: ReactNode }) => {
  const before = useRef(value);
  const [change, setChange] = useState<Change | undefined>();
  useEffect(() => {
    const direction = changeOf(before.current, value);
    before.current = value;
    if (direction !== undefined) setChange((last) => ({ direction, count: (last?.count ?? 0) + 1 }));
  }, [value]);
  return (
    <span className="relative flex h-full items-center justify-end">
      {change !== undefined && (
        <span
          key={change.count}
          aria-hidden="true"
          className={`flash-${change.direction} pointer-events-none absolute inset-y-0.5 -inset-x-1 rounded-xs`}
        />
      )}
      <span className="relative">{children}</span>
    </span>
  );
};

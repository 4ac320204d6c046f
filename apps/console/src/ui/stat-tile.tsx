import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What a tile takes. */
export interface StatTileProps {
  /** What it is: "Day P&L". */
  readonly label: string;
  /** The figure, usually `Money` or `Gain`. */
  readonly children: ReactNode;
  /** A second figure or a word beside it. */
  readonly aside?: ReactNode;
  readonly title?: string;
  readonly className?: string;
}

/** One figure that is looked at all day. */
export const StatTile = ({ label, children, aside, title, className }: StatTileProps) => (
  <div className={classNames('flex min-w-0 flex-col gap-0.5 px-4 py-3', className)} title={title}>
    <dt className="truncate text-2xs font-medium text-faint">{label}</dt>
    <dd className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-lg leading-7 font-semibold tracking-tight">{children}</span>
      {aside !== undefined && <span className="text-xs text-muted">{aside}</span>}
    </dd>
  </div>
);

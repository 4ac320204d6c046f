import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** What an empty place says. */
export interface EmptyStateProps {
  readonly icon: IconName;
  /** What is not there: "No open positions". */
  readonly title: string;
  /** Why, and what to do about it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A place with nothing in it: says why, and what to do. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className="flex h-full min-h-24 flex-col items-center justify-center gap-1 px-6 py-5 text-center">
    <span className="mb-1 text-faint">
      <Icon name={icon} size={20} />
    </span>
    <p className="font-medium text-ink">{title}</p>
    <p className="max-w-prose text-xs text-muted">{children}</p>
    {action !== undefined && <div className="mt-3">{action}</div>}
  </div>
);

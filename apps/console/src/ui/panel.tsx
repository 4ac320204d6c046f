import { useId } from 'react';
import type { ReactNode } from 'react';
import { useOverflow } from '../platform/use-overflow.ts';
import { useFreshness } from '../console/use-time.ts';
import type { Kind } from '../data/fact.ts';
import { classNames } from './class-names.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { FreshnessLabel } from './freshness-label.tsx';

/** What a panel takes. */
export interface PanelProps {
  readonly title: string;
  /** The kinds that it shows: its age and its state follow from them. None: it shows no facts, and has neither. */
  readonly kinds: readonly Kind[];
  /** Buttons and choices of the panel, at the right of its title. */
  readonly actions?: ReactNode;
  /** What it shows when there is nothing, usually an `EmptyState`; undefined: there is something. */
  readonly empty?: ReactNode;
  /** True where the content goes to the edges, as tables and charts do. @default false */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a page: says what it is, how old it is, and what is wrong with it. A fault in it stays in it. */
export const Panel = ({ title, kinds, actions, empty, flush = false, className, children }: PanelProps) => {
  const id = useId();
  const freshness = useFreshness(kinds);
  const [body, overflows] = useOverflow<HTMLDivElement>();
  const isDimmed = kinds.length > 0 && (freshness.state === 'dead-link' || freshness.state === 'silent-publisher');
  return (
    <section
      aria-labelledby={id}
      className={classNames('flex min-h-0 min-w-0 flex-col rounded-lg border border-line bg-surface', className)}
    >
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 border-b border-line py-0.5 pr-2 pl-3.5">
        <h2 id={id} className="truncate py-1.5 text-xs font-semibold text-ink">
          {title}
        </h2>
        {kinds.length > 0 && <FreshnessLabel freshness={freshness} />}
        <div className="ml-auto flex min-w-0 items-center gap-1">{actions}</div>
      </header>
      <div
        ref={body}
        tabIndex={overflows ? 0 : undefined}
        className={classNames(
          '-outline-offset-2 @container min-h-0 flex-1 overflow-auto',
          !flush && 'p-3.5',
          // Old figures lose their colours, not their contrast: they are read most carefully of all.
          isDimmed && 'grayscale-[0.7]',
        )}
      >
        <ErrorBoundary name={title}>
          {empty === undefined ? (
            children
          ) : kinds.length > 0 && freshness.state === 'loading' ? (
            <Loading title={title} />
          ) : (
            empty
          )}
        </ErrorBoundary>
      </div>
    </section>
  );
};

/** Grey bars where something will be, and below them, where it takes long, why. */
export const Loading = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div role="status" aria-label={`Loading ${title}`} className="flex h-full flex-col justify-center gap-2.5 p-4">
    {['w-2/3', 'w-full', 'w-1/2'].map((width) => (
      <span key={width} className={classNames('breathe h-2.5 rounded bg-raised', width)} />
    ))}
    {children}
  </div>
);

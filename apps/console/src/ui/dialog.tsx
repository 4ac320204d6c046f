import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useOverflow } from '../platform/use-overflow.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './button.tsx';

/** What a dialog and a drawer take. */
export interface DialogProps {
  readonly title: string;
  /** A sentence below the title; also told to readers of screens. */
  readonly description?: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Hides the line with the title from sight, where the content says it by itself. @default false */
  readonly isBare?: boolean;
}

/** Its content, which keys can scroll where there is more than is seen. */
const Body = ({ children }: { readonly children: ReactNode }) => {
  const [body, overflows] = useOverflow<HTMLDivElement>();
  return (
    <div ref={body} tabIndex={overflows ? 0 : undefined} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
      {children}
    </div>
  );
};

const Frame = ({
  title,
  description,
  isOpen,
  onClose,
  children,
  isBare = false,
  shape,
}: DialogProps & { readonly shape: string }) => (
  <Radix.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-black/50" />
      <Radix.Content
        {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        className={classNames('fixed z-50 flex flex-col border-line bg-surface shadow-float outline-none', shape)}
      >
        <header
          className={classNames('flex items-start gap-3 border-b border-line py-2.5 pr-2 pl-4', isBare && 'sr-only')}
        >
          <div className="min-w-0 flex-1 py-1">
            <Radix.Title className="truncate text-sm font-semibold">{title}</Radix.Title>
            {description !== undefined && (
              <Radix.Description className="text-xs text-muted">{description}</Radix.Description>
            )}
          </div>
          {!isBare && <IconButton icon="close" label="Close" onClick={onClose} />}
        </header>
        <Body>{children}</Body>
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

/** A window in the middle that is answered before anything else; Escape closes it. */
export const Dialog = (props: DialogProps) => (
  <Frame
    {...props}
    shape="appear top-[12vh] left-1/2 max-h-[76vh] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-xl border"
  />
);

/** The details of one thing, at the right edge; on a phone over everything. */
export const Drawer = (props: DialogProps) => (
  <Frame {...props} shape="slide-in inset-y-0 right-0 w-full border-l sm:w-[30rem]" />
);

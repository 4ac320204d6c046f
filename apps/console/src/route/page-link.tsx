import type { ComponentProps, MouseEvent } from 'react';
import { useConsole } from '../console/console-context.ts';

/** What a link to a page takes, beside what any link does. */
export interface PageLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** Name of the page; empty for the first one. */
  readonly page: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** Whether the browser is asked for something else than to go there: a new tab, a download. */
const isForBrowser = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button !== 0 || metaKey || ctrlKey || shiftKey || altKey;

/** A link to a page of the console, which can be copied, opened in a new tab, and followed without loading anything. */
export const PageLink = ({ page, params, onClick, children, ...others }: PageLinkProps) => {
  const { router } = useConsole();
  return (
    <a
      href={router.hrefOf(page, params)}
      onClick={(event) => {
        onClick?.(event);
        if (isForBrowser(event) || event.defaultPrevented) return;
        event.preventDefault();
        router.go(page, params);
      }}
      {...others}
    >
      {children}
    </a>
  );
};

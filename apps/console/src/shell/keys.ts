import { useEffect } from 'react';
import { useConsole } from '../console/console-context.ts';
import { pages } from '../pages/page-table.ts';

/** What the console's keys open. */
export interface KeyTargets {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

/** Every key that works anywhere, as the help shows them. */
export const keyTable: readonly (readonly [keys: string, what: string])[] = [
  ['Ctrl K', 'go to a page, choose an account, change something'],
  ['1 … 9', 'the first nine pages'],
  ['/', 'filter the table of this page'],
  ['↑ ↓', 'move through a table; Home and End to its ends'],
  ['Enter', 'open the row'],
  ['Ctrl C', 'copy the row'],
  ['Esc', 'close what is open, leave a filter'],
  ['?', 'this help'],
];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=radio]), textarea, select, [contenteditable]') !== null;

/** The filter of the page, which says so by `data-filter`. */
const focusFilter = (): boolean => {
  const filter = document.querySelector<HTMLElement>('[data-filter]');
  filter?.focus();
  return filter !== null;
};

/** Listens to the keys that work anywhere; while somebody writes or a window is open, only to Ctrl K. */
export const useKeys = ({ onPalette, onHelp }: KeyTargets): void => {
  const { router } = useConsole();
  useEffect(() => {
    const act = (event: KeyboardEvent): boolean => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        onPalette();
        return true;
      }
      const isBusy = isTyping(event.target) || document.querySelector('[role="dialog"]') !== null;
      if (isBusy || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === '?') {
        onHelp();
        return true;
      }
      if (event.key === '/') return focusFilter();
      const page = /^[1-9]$/.test(event.key) ? pages[Number(event.key) - 1] : undefined;
      if (page === undefined) return false;
      router.go(page.name);
      return true;
    };
    const listen = (event: KeyboardEvent): void => {
      if (act(event)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [router, onPalette, onHelp]);
};

import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds, as it changes. */
const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    useCallback(
      (changed: () => void) => {
        const list = window.matchMedia(query);
        list.addEventListener('change', changed);
        return () => list.removeEventListener('change', changed);
      },
      [query],
    ),
    () => window.matchMedia(query).matches,
  );

/** Whether there is room for two lines of a row rather than for columns. */
export const usePhone = (): boolean => useMedia('(width < 40rem)');

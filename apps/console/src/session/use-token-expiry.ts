import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useConsole } from '../console/console-context.ts';
import { expiryOf } from './token-expiry.ts';

/** When the token at hand ends, in ms since 1970 UTC; undefined where there is none, or none that says so. */
export const useTokenExpiry = (): number | undefined => {
  const { tokens } = useConsole();
  const token = useSyncExternalStore(
    useCallback((changed: () => void) => tokens.watch(changed), [tokens]),
    () => tokens.current,
  );
  return useMemo(() => expiryOf(token), [token]);
};

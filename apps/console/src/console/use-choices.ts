import { useCallback, useSyncExternalStore } from 'react';
import type { Zone } from '../format/time-text.ts';
import type { Preferences, Theme } from '../preferences/preferences.ts';
import type { Location } from '../route/router.ts';
import { useConsole } from './console-context.ts';

/** What the person chose, and how to change it. */
export const usePreferences = (): readonly [Preferences, (changes: Partial<Preferences>) => void] => {
  const { preferences } = useConsole();
  const current = useSyncExternalStore(
    useCallback((changed: () => void) => preferences.watch(changed), [preferences]),
    () => preferences.current,
  );
  return [current, useCallback((changes) => preferences.change(changes), [preferences])];
};

/** The account that is looked at, undefined for all, and how to choose another: by the address where it names one, so that links show the same to everybody. */
export const useAccount = (): readonly [string | undefined, (account: string | undefined) => void] => {
  const { router } = useConsole();
  const [{ account }, change] = usePreferences();
  const named = useLocation().params['account'];
  const choose = useCallback(
    (chosen: string | undefined) => {
      change({ account: chosen });
      router.choose('account', undefined);
    },
    [change, router],
  );
  return [named ?? account, choose];
};

/** The zone in which times are shown. */
export const useZone = (): Zone => usePreferences()[0].zone;

/** The theme that was chosen. */
export const useTheme = (): Theme => usePreferences()[0].theme;

/** The page and what is chosen on it. */
export const useLocation = (): Location => {
  const { router } = useConsole();
  return useSyncExternalStore(
    useCallback((moved: () => void) => router.watch(moved), [router]),
    () => router.location,
  );
};

/** One choice that is part of the address, such as the row that is open, so that a link leads to it. */
export const useParam = (name: string): readonly [string | undefined, (value: string | undefined) => void] => {
  const { router } = useConsole();
  const value = useLocation().params[name];
  return [value, useCallback((chosen) => router.choose(name, chosen), [router, name])];
};

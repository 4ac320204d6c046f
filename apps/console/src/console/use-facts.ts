import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { isOf } from '../data/fact.ts';
import type { Fact, FactOf, Kind } from '../data/fact.ts';
import { kindNames } from '../data/kind-names.ts';
import { useConsole } from './console-context.ts';
import { useAccount } from './use-choices.ts';

/** Which facts. */
export interface FactFilter {
  /** One account; `*` for all. @default the account that the person chose */
  readonly account?: string;
  /** Least time between two renderings, in ms: for long lists, which eyes cannot follow at every frame. @default 0: every frame in which something changed */
  readonly calmMs?: number;
}

const useWantedAccount = (filter: FactFilter): string | undefined => {
  const [chosen] = useAccount();
  const wanted = filter.account ?? chosen;
  return wanted === '*' ? undefined : wanted;
};

/** Calls at most once in a while; the last call always comes. */
const calmly = (run: () => void, calmMs: number): { readonly call: () => void; readonly stop: () => void } => {
  let timer: number | undefined;
  const call = () => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      run();
    }, calmMs);
  };
  return { call: calmMs === 0 ? run : call, stop: () => window.clearTimeout(timer) };
};

/** What `read` answers, asked again in each frame before which one of the kinds changed; the same object while nothing did. */
export const useKindsOf = <T>(kinds: Kind | readonly Kind[], read: () => T, calmMs = 0): T => {
  const { store } = useConsole().session;
  const names = typeof kinds === 'string' ? kinds : kinds.join(' ');
  const subscribe = useCallback(
    (changed: () => void) => {
      const { call, stop } = calmly(changed, calmMs);
      const unsubscribe = store.subscribe(kindsOf(names), call);
      return () => {
        unsubscribe();
        stop();
      };
    },
    [store, names, calmMs],
  );
  return useSyncExternalStore(subscribe, read);
};

const kindsOf = (names: string): readonly Kind[] => {
  const wanted = new Set(names.split(' '));
  return kindNames.filter((kind) => wanted.has(kind));
};

/** The latest value of each key of a kind: open positions, live orders, bots. The same list until one of them changes. */
export const useFacts = <K extends Kind>(kind: K, filter: FactFilter = {}): readonly Fact<K>[] => {
  const { store } = useConsole().session;
  const account = useWantedAccount(filter);
  const all = useKindsOf(kind, () => store.latest(kind), filter.calmMs);
  return useMemo(() => (account === undefined ? all : all.filter((fact) => isOf(account, fact))), [all, account]);
};

/** The newest value of a kind that has one an account, or the one with the key; undefined where there is none. */
export const useLatest = <K extends Kind>(
  kind: K,
  filter: FactFilter & { readonly key?: string } = {},
): Fact<K> | undefined => {
  const facts = useFacts(kind, filter);
  const { key } = filter;
  return useMemo(() => {
    let newest: Fact<K> | undefined;
    for (const fact of facts) {
      if (key !== undefined && fact.key !== key) continue;
      if (newest === undefined || fact.receivedAt >= newest.receivedAt) newest = fact;
    }
    return newest;
  }, [facts, key]);
};

/** What happened of a kind, the oldest first, as far as the page keeps it (`data/history-limits.ts`). */
export const useSeries = <K extends Kind>(kind: K, filter: FactFilter = {}): readonly FactOf<K>[] => {
  const { store } = useConsole().session;
  const account = useWantedAccount(filter);
  const all = useKindsOf(kind, () => store.history(kind), filter.calmMs);
  return useMemo(() => (account === undefined ? all : all.filter((fact) => isOf(account, fact))), [all, account]);
};

/** How many facts of a kind were dropped on their way to this page, as log lines may be. */
export const useDropped = (kind: Kind): number => {
  const { store } = useConsole().session;
  return useKindsOf(kind, () => store.droppedOf(kind));
};

/** Every account of which there is something, sorted. */
export const useAccounts = (): readonly string[] => {
  const { store } = useConsole().session;
  const names = useKindsOf(accountKinds, () => store.accounts().join('\n'), accountsCalmMs);
  return useMemo(() => names.split('\n').filter((name) => name !== ''), [names]);
};

/** Accounts come rarely, and looking for them goes through everything that is. */
const accountsCalmMs = 500;
const accountKinds: readonly Kind[] = ['equity', 'bot', 'position', 'order', 'source-status'];

import { useCallback, useSyncExternalStore } from 'react';
import type { Link } from '../data/link.ts';
import type { Kind } from '../data/fact.ts';
import type { LatencySummary } from '../data/latency-meter.ts';
import { freshnessOf } from '../data/freshness.ts';
import type { Freshness } from '../data/freshness.ts';
import { useConsole } from './console-context.ts';
import { useFacts } from './use-facts.ts';
import { useAccount } from './use-choices.ts';

/** The time, which moves on every second, or only as often as asked for. */
export const useNow = (stepMs = 1_000): number => {
  const { ticker } = useConsole();
  return useSyncExternalStore(
    useCallback((ticked: () => void) => ticker.watch(ticked), [ticker]),
    () => Math.floor(ticker.nowMs / stepMs) * stepMs,
  );
};

/** How the page is connected, and why. */
export const useConnection = (): Link => {
  const { link } = useConsole().session;
  return useSyncExternalStore(
    useCallback((changed: () => void) => link.watch(changed), [link]),
    () => link.current,
  );
};

/** How long facts take from their source to this page, once a second. */
export const useLatency = (): LatencySummary | undefined => {
  useNow();
  return useConsole().session.latency.summary();
};

/** How far a panel of these kinds may be trusted, and why: asks the link, then the publishers, then the age. */
export const useFreshness = (kinds: readonly Kind[]): Freshness => {
  const { store } = useConsole().session;
  const [account] = useAccount();
  const link = useConnection();
  const sources = useFacts('source-status');
  const nowMs = useNow();
  return freshnessOf({ link, sources, asOfMs: store.lastHeardAt(kinds, account), nowMs });
};

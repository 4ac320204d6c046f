import { useEffect } from 'react';
import { useSeries } from '../../console/use-facts.ts';
import type { GatewayAnswer } from '../../gateway/gateway-http.ts';
import { usePolled } from '../../gateway/use-gateway.ts';
import type { Polled } from '../../gateway/use-gateway.ts';
import { readBacktest, readBacktests } from './backtest.ts';
import type { Backtest } from './backtest.ts';

/** How often the gateway is asked, in ms, beside whenever a backtest begins or ends. */
const everyMs = 5_000;

type GoodAnswer = Extract<GatewayAnswer, { readonly ok: true }>;

const readList = ({ json }: GoodAnswer): readonly Backtest[] => readBacktests(json);

const readOne = ({ json }: GoodAnswer): Backtest | undefined => readBacktest(json);

/** Asks again when a backtest began or ended. */
const useNews = (again: () => void): void => {
  const counts = [useSeries('backtest-start'), useSeries('backtest-complete'), useSeries('backtest-error')].map(
    (facts) => facts.at(-1)?.seq ?? '',
  );
  const news = counts.join(' ');
  useEffect(() => {
    if (news.trim() !== '') again();
  }, [again, news]);
};

/** The backtests of the person's accounts, the newest first. */
export const useBacktests = (): Polled<readonly Backtest[]> => {
  const polled = usePolled({ path: '/api/backtests', everyMs, read: readList });
  useNews(polled.again);
  return polled;
};

/** One of them, with its results. */
export const useBacktest = (id: string): Polled<Backtest | undefined> => {
  const polled = usePolled({ path: `/api/backtests/${encodeURIComponent(id)}`, everyMs, read: readOne });
  useNews(polled.again);
  return polled;
};

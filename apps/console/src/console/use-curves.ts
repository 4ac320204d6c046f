import { useEffect } from 'react';
import type { CurveRange } from '../data/curve-range.ts';
import type { EquityCurve } from '../data/equity-history.ts';
import { keptWidthOf } from '../data/kept-candles.ts';
import type { PriceCurve } from '../data/price-history.ts';
import { equityPath, marketPath } from '../session/past-series.ts';
import { useConsole } from './console-context.ts';
import { useAccount } from './use-choices.ts';
import { useAccounts, useKindsOf } from './use-facts.ts';

/** What an account was worth, as far back as the gateway keeps it, or the last of that. */
export const useEquityCurve = (account: string, range?: CurveRange): EquityCurve => {
  const { equity, past, store } = useConsole().session;
  const curve = useKindsOf('equity', () => equity.curve(account, range));
  const finerMs = useKindsOf('equity', () => equity.finerWidthMs(account, range));
  const { runId } = curve;
  useEffect(() => {
    const ask = (widthMs: number | undefined) =>
      past.want(equityPath(account, widthMs), (kept) => {
        equity.fill(account, kept, widthMs);
        store.touched('equity');
      });
    const stops = [ask(undefined), ...(finerMs === undefined ? [] : [ask(finerMs)])];
    return () => {
      for (const stop of stops) stop();
    };
    // Another run has another past.
  }, [past, equity, store, account, finerMs, runId]);
  return curve;
};

/** Candles of a symbol, as far back as the gateway keeps prices; without a width those that the prices are frequent enough for. */
export const usePriceCurve = (symbol: string, width: string | undefined): PriceCurve => {
  const { prices, past, store } = useConsole().session;
  const [chosen] = useAccount();
  const [first] = useAccounts();
  const account = chosen ?? first;
  const curve = useKindsOf('market', () => prices.curve(symbol, width));
  const widthMs = keptWidthOf(curve.timeframe);
  const { runId } = curve;
  useEffect(() => {
    if (symbol === '') return undefined;
    const ask = (keptMs: number | undefined) =>
      past.want(marketPath(symbol, account, keptMs), (kept) => {
        prices.fill(symbol, keptMs, kept);
        store.touched('market');
      });
    const stops = [ask(undefined), ...(widthMs === undefined ? [] : [ask(widthMs)])];
    return () => {
      for (const stop of stops) stop();
    };
  }, [past, prices, store, symbol, account, widthMs, runId]);
  return curve;
};

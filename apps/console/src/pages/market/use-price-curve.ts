import { useConsole } from '../../console/console-context.ts';
import { useKindsOf } from '../../console/use-facts.ts';
import type { PriceCurve } from '../../data/price-history.ts';
import type { Kind } from '../../data/fact.ts';

/** Kinds that name prices. */
const pricedKinds: readonly Kind[] = ['market', 'decision', 'trade'];

/** Candles of a symbol as they grow; without a width those that the prices are frequent enough for. */
export const usePriceCurve = (symbol: string, width: string | undefined): PriceCurve => {
  const { prices } = useConsole().session;
  return useKindsOf(pricedKinds, () => prices.curve(symbol, width));
};

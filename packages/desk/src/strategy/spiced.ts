import { exact, toDecimalString } from '@pitwall/model';
import { opposite } from '../account/holding.ts';
import { createRealisedVolatility, type RealisedVolatility } from '../indicators/realised-volatility.ts';
import { createRegimeWatch, type Regime, type RegimeOptions, type RegimeWatch } from '../indicators/regime.ts';
import {
  createVolatilitySizing,
  type VolatilitySizing,
  type VolatilitySizingOptions,
} from '../risk/volatility-sizing.ts';
import type { BarView } from './bar-view.ts';
import type { Intent, Strategy, StrategyContext, StrategyFactory } from './strategy.ts';

/** Options of {@link spiced}. */
export interface SpicedOptions extends RegimeOptions, VolatilitySizingOptions {
  /** Bars in a year of trading, by which volatility is annualised. */
  readonly barsPerYear: number;
  /**
   * Regime that the strategy is made for.
   * @default 'any': nothing is filtered
   */
  readonly regime?: Regime | 'any';
  /**
   * Bars that volatility is measured over.
   * @default 20
   */
  readonly volatilityBars?: number;
}

/** Defaults of {@link SpicedOptions}, beside those of regime and sizing. */
export const spicedDefaults = { regime: 'any', volatilityBars: 20 } as const;

/**
 * Spices a strategy. Entries come only in the regime that it is made for; one against an open position becomes an exit, since the
 * strategy no longer wants that position. Entries without a quantity are sized by volatility instead of by the phase's risk.
 * Exits and orders that only reduce always pass. Throws `INVALID_OPTION` for options that cannot work.
 */
export const spiced = (factory: StrategyFactory, options: SpicedOptions): StrategyFactory => {
  makeSpiced(factory, options);
  return () => makeSpiced(factory, options);
};

interface Spices {
  readonly watch: RegimeWatch;
  readonly volatility: RealisedVolatility;
  readonly size: VolatilitySizing;
  readonly regime: Regime | 'any';
}

const makeSpiced = (factory: StrategyFactory, options: SpicedOptions): Strategy => {
  const inner = factory();
  const { regime, volatilityBars, barsPerYear } = { ...spicedDefaults, ...options };
  const spices: Spices = {
    watch: createRegimeWatch(options),
    volatility: createRealisedVolatility(volatilityBars, barsPerYear),
    size: createVolatilitySizing(options),
    regime,
  };
  const { watch, volatility } = spices;
  return {
    name: `${inner.name}, spiced`,
    warmupBars: Math.max(inner.warmupBars, watch.warmupBars, volatilityBars + 1),
    onBar(bar, context) {
      watch.add(bar.closePoints);
      volatility.add(bar.closePoints);
      const intents = inner.onBar(bar, context);
      return intents.length === 0 || context.warmingUp
        ? intents
        : intents.flatMap((intent) => season(intent, { bar, context, spices }));
    },
    indicators: () => ({
      ...inner.indicators?.(),
      ...(watch.efficiencyRatio === undefined ? {} : { efficiencyRatio: watch.efficiencyRatio }),
      ...(volatility.value === undefined ? {} : { volatility: volatility.value }),
    }),
  };
};

interface Seasoning {
  readonly bar: BarView;
  readonly context: StrategyContext;
  readonly spices: Spices;
}

const season = (intent: Intent, { bar, context, spices }: Seasoning): readonly Intent[] => {
  const { regime } = spices.watch;
  const isOutOfPlace = spices.regime !== 'any' && regime !== spices.regime;
  switch (intent.type) {
    case 'enter':
      return isOutOfPlace ? refused(intent, context, regime) : [sized(intent, { bar, context, spices })];
    case 'order':
      return isOutOfPlace && intent.order.reduceOnly !== true ? [] : [intent];
    case 'prepare':
      return isOutOfPlace ? [] : [intent];
    case 'abort':
    case 'exit':
    case 'cancel':
      return [intent];
  }
};

type Entry = Extract<Intent, { readonly type: 'enter' }>;

const refused = (entry: Entry, { position }: StrategyContext, regime: Regime | undefined): readonly Intent[] => {
  const reason = `${entry.reason}, but the market is ${regime ?? 'still'}`;
  return position?.direction === opposite(entry.direction) ? [{ type: 'exit', reason }] : [{ type: 'abort', reason }];
};

const sized = (entry: Entry, { bar, context, spices }: Seasoning): Intent => {
  const volatility = spices.volatility.value;
  if (entry.quantity !== undefined || volatility === undefined) return entry;
  const quantity = spices.size({ equity: context.equity, price: exact(bar.close), volatility });
  return { ...entry, quantity: toDecimalString(quantity) };
};

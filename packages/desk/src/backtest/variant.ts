/** Variants of a backtest, as the page of quantmind names them. */
export const backtestVariants = ['vanilla', 'spiced', 'vanilla_full', 'spiced_full'] as const;

/** One of {@link backtestVariants}. */
export type BacktestVariant = (typeof backtestVariants)[number];

/** What a variant does. */
export interface VariantTraits {
  /** Whether entries are filtered by regime and sized by volatility. */
  readonly isSpiced: boolean;
  /** Whether the results have all figures, equity curve, trades, monthly table and regimes. */
  readonly isFull: boolean;
}

/** What each variant does. */
export const variantTraits: Readonly<Record<BacktestVariant, VariantTraits>> = {
  vanilla: { isSpiced: false, isFull: false },
  spiced: { isSpiced: true, isFull: false },
  vanilla_full: { isSpiced: false, isFull: true },
  spiced_full: { isSpiced: true, isFull: true },
};

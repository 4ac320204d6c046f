import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { Settlement } from '../account/holding.ts';
import { stepsOf, type Instrument, type Steps } from '../market/instrument.ts';
import type { BarPath } from './bar-path.ts';
import { createSlippage, ratioBelow, type Slippage, type SlippageOptions } from './slippage.ts';

/** How the paper venue trades an instrument, and what that costs. */
export interface VenueOptions {
  /**
   * How much worse than the quote a market order is executed, in basis points (1 is 0.01 %); {@link slippage} replaces it.
   * @default '1', about half the spread of a liquid index product
   */
  readonly slippageBps?: Amount;
  /**
   * Slippage by another model.
   * @default `slippageBps`
   */
  readonly slippage?: SlippageOptions;
  /**
   * Fee of a fill that takes liquidity, as a part of its notional.
   * @default '0.0001', one basis point
   */
  readonly feeRatio?: Amount;
  /**
   * Fee of a limit order that waited in the book, as a part of its notional.
   * @default the same as `feeRatio`
   */
  readonly makerFeeRatio?: Amount;
  /**
   * In which order a bar is supposed to have reached its extremes.
   * @default 'worst': a stop before a target
   */
  readonly barPath?: BarPath;
  /**
   * Largest part of a bar's volume that the account's fills of that bar may be together; the rest of an order waits for the next bar.
   * @default none: any quantity is there. Bars without volume are not limited either
   */
  readonly maxVolumeShare?: Amount;
  /**
   * Least quantity of an order.
   * @default one lot
   */
  readonly minQuantity?: Amount;
  /**
   * Greatest quantity of an order.
   * @default none
   */
  readonly maxQuantity?: Amount;
  /**
   * Least quantity × price of an order that is not reduce-only, at its limit or else at the last close.
   * @default none
   */
  readonly minNotional?: Amount;
  /**
   * Greatest exposure as a multiple of equity; above 1 the venue lends.
   * @default '1': it lends nothing
   */
  readonly maxLeverage?: Amount;
  /**
   * Part of the exposure below which equity must not fall; there the position is liquidated.
   * @default none: nothing is liquidated
   */
  readonly maintenanceMarginRatio?: Amount;
  /**
   * Fee of a liquidation, as a part of its notional, besides the fee of the fill.
   * @default '0'
   */
  readonly liquidationFeeRatio?: Amount;
  /**
   * Yearly price of what is borrowed to be short in an instrument that is settled in cash, as a part of its value.
   * @default '0'
   */
  readonly borrowAnnualRatio?: Amount;
  /**
   * Most orders that may work at once; further ones are rejected.
   * @default 1000, more than a person can follow, and few enough to look at all of them at each bar
   */
  readonly maxWorkingOrders?: number;
}

/** Defaults of {@link VenueOptions}. */
export const venueDefaults = {
  slippageBps: '1',
  feeRatio: '0.0001',
  barPath: 'worst',
  maxLeverage: '1',
  liquidationFeeRatio: '0',
  borrowAnnualRatio: '0',
  maxWorkingOrders: 1000,
} as const;

/** {@link VenueOptions} of one instrument, checked and exact. */
export interface VenueTerms {
  readonly symbol: string;
  readonly settlement: Settlement;
  readonly steps: Steps;
  readonly slippage: Slippage;
  readonly takerFeeRatio: Exact;
  readonly makerFeeRatio: Exact;
  readonly barPath: BarPath;
  readonly maxVolumeShare: Exact | undefined;
  readonly minQuantity: Exact;
  readonly maxQuantity: Exact | undefined;
  readonly minNotional: Exact | undefined;
  readonly maxLeverage: Exact;
  readonly maintenanceMarginRatio: Exact | undefined;
  readonly liquidationFeeRatio: Exact;
  readonly borrowAnnualRatio: Exact;
  readonly maxWorkingOrders: number;
}

/** Fills in defaults. Throws `INVALID_OPTION` on what no venue has. */
export const venueTerms = (
  instrument: Instrument,
  options: VenueOptions = {},
  settlement: Settlement = 'cash',
): VenueTerms => {
  const given = { ...venueDefaults, ...options };
  const steps = stepsOf(instrument);
  const slippage = given.slippage ?? { model: 'bps', bps: given.slippageBps };
  const takerFeeRatio = ratioBelow('feeRatio', given.feeRatio, 1);
  const maintenance = given.maintenanceMarginRatio;
  checkCount(given.maxWorkingOrders);
  return {
    symbol: instrument.symbol,
    settlement,
    steps,
    slippage: createSlippage(slippage, steps.tickSize),
    takerFeeRatio,
    makerFeeRatio:
      given.makerFeeRatio === undefined ? takerFeeRatio : ratioBelow('makerFeeRatio', given.makerFeeRatio, 1),
    barPath: given.barPath,
    maxVolumeShare: positive('maxVolumeShare', given.maxVolumeShare),
    minQuantity: positive('minQuantity', given.minQuantity) ?? steps.lotSize,
    maxQuantity: positive('maxQuantity', given.maxQuantity),
    minNotional: positive('minNotional', given.minNotional),
    maxLeverage: positive('maxLeverage', given.maxLeverage) ?? exact(1),
    maintenanceMarginRatio:
      maintenance === undefined ? undefined : ratioBelow('maintenanceMarginRatio', maintenance, 1),
    liquidationFeeRatio: ratioBelow('liquidationFeeRatio', given.liquidationFeeRatio, 1),
    borrowAnnualRatio: ratioBelow('borrowAnnualRatio', given.borrowAnnualRatio, 1000),
    maxWorkingOrders: given.maxWorkingOrders,
  };
};

const positive = (name: string, amount: Amount | undefined): Exact | undefined => {
  if (amount === undefined) return undefined;
  const value = exact(amount);
  if (value.isFinite() && value.greaterThan(0)) return value;
  throw new PitwallError('INVALID_OPTION', `${name} is ${String(amount)}: give a number above zero`);
};

const checkCount = (maxWorkingOrders: number): void => {
  if (Number.isInteger(maxWorkingOrders) && maxWorkingOrders > 0) return;
  throw new PitwallError('INVALID_OPTION', `maxWorkingOrders is ${maxWorkingOrders}: give a whole number above 0`);
};

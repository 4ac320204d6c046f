import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';

/** What is traded, and in which steps. */
export interface Instrument {
  /** Name, such as SPX. */
  readonly symbol: string;
  /** Currency of its prices and of the account. */
  readonly currency: string;
  /**
   * Smallest quantity and step of quantities.
   * @default '0.001', so that a small account can hold an index at all
   */
  readonly lotSize?: Amount;
  /**
   * Step of prices. Bar prices are taken to the nearest tick before anything is done with them.
   * @default none: prices count as written
   */
  readonly tickSize?: Amount;
}

/** Default of {@link Instrument.lotSize}. */
export const defaultLotSize = '0.001';

/** The bundled sample: S&P 500 index, quoted in cents, traded in thousandths. Its file writes 1402.11 as 1402.109985. */
export const sp500: Instrument = { symbol: 'SPX', currency: 'USD', lotSize: defaultLotSize, tickSize: '0.01' };

/** An instrument whose steps are exact and known to be positive. */
export interface Steps {
  readonly lotSize: Exact;
  readonly tickSize: Exact | undefined;
}

/** Reads the steps of an instrument. Throws `INVALID_OPTION` when one of them is not positive. */
export const stepsOf = (instrument: Instrument): Steps => ({
  lotSize: positiveStep('lotSize', instrument.lotSize ?? defaultLotSize),
  tickSize: instrument.tickSize === undefined ? undefined : positiveStep('tickSize', instrument.tickSize),
});

const positiveStep = (name: string, amount: Amount): Exact => {
  const step = exact(amount);
  if (!step.isFinite() || step.lessThanOrEqualTo(0)) {
    throw new PitwallError('INVALID_OPTION', `${name} is ${String(amount)}: give a step above zero, such as 0.01`);
  }
  return step;
};

import type { Amount } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import type { Intent } from './strategy.ts';

/** Which positions a strategy takes. */
export type Sides = (typeof sidesWords)[number];

/** The words of {@link Sides}. */
export const sidesWords = ['long-only', 'long-short'] as const;

/** Wants nothing: one list for all bars, so that most bars allocate nothing. */
export const noIntents: readonly Intent[] = Object.freeze([]);

/** Whether a direction is entered, or only left. */
export const enters = (direction: Direction, sides: Sides): boolean => direction === 'long' || sides === 'long-short';

/** Enters a direction; where it is not traded, leaves the other one. */
export const turnTo = (
  direction: Direction,
  sides: Sides,
  reason: string,
  stopPrice: Amount | undefined,
): readonly Intent[] =>
  enters(direction, sides)
    ? [{ type: 'enter', direction, reason, ...(stopPrice === undefined ? {} : { stopPrice }) }]
    : [{ type: 'exit', reason }];

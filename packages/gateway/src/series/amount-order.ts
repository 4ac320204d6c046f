import { exact } from '@pitwall/model';
import type { Amount } from '@pitwall/model';

/**
 * Whether one amount is more than another, exactly. Each comes with its nearest double. Rounding keeps order (of two amounts the
 * smaller one never rounds to the greater double), so doubles that differ decide, and only those that are equal need all digits.
 */
export const isMore = (amount: Amount, near: number, than: Amount, thanNear: number): boolean => {
  if (near !== thanNear) return near > thanNear;
  return amount !== than && exact(amount).greaterThan(exact(than));
};

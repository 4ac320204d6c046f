import type { Filter } from '../contract.ts';
import { sharedAccount } from '../fact.ts';
import type { WireFact } from '../wire/messages.ts';

/**
 * Whether a fact is of the accounts of a filter. Over HTTP several accounts cannot be named in one request, so it is looked
 * at here; all else the gateway chooses over every way.
 */
export const isWanted = ({ account }: WireFact, { accounts }: Filter): boolean =>
  accounts === undefined || account === sharedAccount || accounts.includes(account);

/** Whether a fact is of the symbols of a filter. One that is not was sent because its key had one of them until now. */
export const isOfSymbols = ({ data }: { readonly data: object }, { symbols }: Filter): boolean => {
  if (symbols === undefined) return true;
  const symbol: unknown = Reflect.get(data, 'symbol');
  return typeof symbol !== 'string' || symbols.includes(symbol);
};

const sorted = (list: readonly string[] | undefined): readonly string[] | null =>
  list === undefined ? null : [...new Set(list)].toSorted();

/** A text that is the same for filters that hear the same by their words. */
export const filterKey = ({ kinds, channels, accounts, symbols }: Filter): string =>
  JSON.stringify([kinds, channels, accounts, symbols].map(sorted));

/** Whether two filters surely hear different facts: only then may the gateway not take them for one stream. */
export const areApart = (one: Filter, other: Filter): boolean => {
  const kinds: readonly string[] | undefined = one.kinds;
  return kinds !== undefined && other.kinds !== undefined && !other.kinds.some((kind) => kinds.includes(kind));
};

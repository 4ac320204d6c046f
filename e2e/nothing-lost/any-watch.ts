import type { Filter, Kind, SubscribeOptions } from '@pitwall/client';
import type { Dice } from '../isolation/dice.ts';

const everything: Filter = {};

const filters: readonly [Filter, ...Filter[]] = [
  everything,
  { symbols: ['BTC'] },
  { symbols: ['BTC', 'ETH'], channels: ['positions', 'orders', 'bots'] },
  { accounts: ['main'] },
  { accounts: ['other'], symbols: ['SOL'] },
  { channels: ['positions', 'alerts'] },
];

const kinds: readonly [readonly Kind[], ...(readonly Kind[])[]] = [
  ['position'],
  ['order', 'alert'],
  ['bot', 'log'],
  ['equity', 'market', 'trade'],
];

/** A filter by chance. */
export const anyFilter = (dice: Dice): Filter =>
  dice.roll(3) === 0 ? { kinds: dice.pick(kinds) } : dice.pick(filters);

/** Options of a subscription by chance; `cursors` are places that it may go on from. */
export const anyOptions = (dice: Dice, cursors: readonly string[]): SubscribeOptions => {
  const since = dice.roll(3) === 0 ? dice.draw(cursors) : undefined;
  const rateMs = dice.pick([undefined, undefined, 20, 250, 2_000]);
  const snapshot = dice.roll(4) > 0;
  return {
    snapshot,
    // A change needs the version that it changes.
    delta: snapshot && dice.roll(2) === 0,
    ...(rateMs === undefined ? {} : { maxRatePerKeyMs: rateMs }),
    ...(since === undefined ? {} : { since }),
  };
};

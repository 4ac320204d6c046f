import { AmountOf } from '../amount.ts';
import { NameOf } from '../fields.ts';
import { defineKind, everyRemove, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** The newest price of one symbol of the watchlist. */
export const market = defineKind({
  kind: 'market',
  channel: 'market',
  description: 'The newest price of one symbol of the watchlist, with its change and volume.',
  identity: 'symbol',
  shared: true,
  schema: Shape({
    symbol: NameOf(),
    price: AmountOf('price'),
    change: Maybe(AmountOf('price', 'Since the last session’s close.')),
    changeRatio: Maybe(AmountOf('ratio')),
    volume: Maybe(AmountOf('base')),
    action: Maybe(OpenEnum(['updated', 'removed'], 'Absent: updated. `removed` takes the symbol off the watchlist.')),
  }),
  key: (data) => data.symbol,
  update: (data) => data.action ?? 'updated',
  updates: { updated: latestSet, removed: everyRemove, other: latestSet },
  removal: (last) => ({ ...last, action: 'removed' }),
});

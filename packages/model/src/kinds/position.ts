import { AmountOf } from '../amount.ts';
import { IdOf, NameOf } from '../fields.ts';
import { defineKind, everyRemove, everySet, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** A holding in one instrument, or in a spot and a perpetual leg of it, from its opening to its end. */
export const position = defineKind({
  kind: 'position',
  channel: 'positions',
  description: 'A holding in one instrument: opened, updated, closed or liquidated.',
  identity: 'its id, else symbol and side',
  shared: false,
  schema: Shape({
    action: OpenEnum(['opened', 'updated', 'closed', 'liquidated'], 'What happened to it.'),
    symbol: NameOf(),
    side: Maybe(OpenEnum(['long', 'short'])),
    positionId: Maybe(IdOf()),
    botId: Maybe(IdOf('Bot that holds it.')),
    status: Maybe(OpenEnum(['open', 'closed', 'liquidated'], 'The publisher’s own word for its state.')),
    size: Maybe(AmountOf('base')),
    entryPrice: Maybe(AmountOf('price')),
    currentPrice: Maybe(AmountOf('price', 'Mark price.')),
    marketValue: Maybe(AmountOf('quote', 'Size at the mark price.')),
    unrealizedPnl: Maybe(AmountOf('quote')),
    unrealizedPnlRatio: Maybe(AmountOf('ratio')),
    liquidationPrice: Maybe(AmountOf('price')),
    stopLoss: Maybe(AmountOf('price')),
    takeProfit: Maybe(AmountOf('price')),
    leverage: Maybe(AmountOf('number')),
    marginUsed: Maybe(AmountOf('quote')),
    spotEntryPrice: Maybe(AmountOf('price')),
    perpEntryPrice: Maybe(AmountOf('price')),
    spotQuantity: Maybe(AmountOf('base')),
    perpQuantity: Maybe(AmountOf('base')),
    fundingCollected: Maybe(AmountOf('quote', 'Funding payments received so far.')),
    exitPrice: Maybe(AmountOf('price')),
    realizedPnl: Maybe(AmountOf('quote')),
    fees: Maybe(AmountOf('quote', 'Fees paid so far.')),
    openedAt: Maybe(TimeMsOf()),
    closedAt: Maybe(TimeMsOf()),
  }),
  key: (data) => data.positionId ?? `${data.symbol}:${data.side ?? ''}`,
  update: (data) => data.action,
  updates: { opened: everySet, updated: latestSet, closed: everyRemove, liquidated: everyRemove, other: everySet },
  removal: (last) => ({ ...last, action: 'closed' }),
});

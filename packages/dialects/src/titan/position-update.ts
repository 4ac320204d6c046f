import type { DataOf } from '@pitwall/model';
import { Type, type TSchema } from 'typebox';
import { amount, percent } from '../wire/amounts.ts';
import type { Codec } from '../wire/codec.ts';
import { invalidMessage } from '../wire/message.ts';
import { isJsonObject, pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { group, optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { titanMessage } from './titan-message.ts';
import { positionAction, side } from './words.ts';

type Position = DataOf<'position'>;

const identity = { symbol: required('symbol', name), side: required('side', side) };

const figures = {
  current_price: optional('currentPrice', amount),
  unrealized_pnl: optional('unrealizedPnl', amount),
  unrealized_pnl_pct: optional('unrealizedPnlRatio', percent),
  liquidation_price: optional('liquidationPrice', amount),
  stop_loss: optional('stopLoss', amount),
  take_profit: optional('takeProfit', amount),
  leverage: optional('leverage', amount),
  margin_used: optional('marginUsed', amount),
  timestamp: optional('openedAt', isoTime),
};

const livingPosition = pageObject<Position>()({
  ...identity,
  size: required('size', amount),
  entry_price: required('entryPrice', amount),
  ...figures,
});

const partialPosition = pageObject<Position>()({
  ...identity,
  size: optional('size', amount),
  entry_price: optional('entryPrice', amount),
  ...figures,
});

const updateOf = <Action extends TSchema, Schema extends TSchema>(
  action: Codec<string, Action>,
  position: Codec<Position, Schema>,
) =>
  pageObject<Position>()({
    action: required('action', action),
    symbol: required('symbol', name),
    position: group(position),
  });

/** The end of a position is said whatever else is known of it: a console must not keep what is gone. */
const endedAction = { ...positionAction, schema: Type.Union([Type.Literal('CLOSED'), Type.Literal('LIQUIDATED')]) };

const living = updateOf(positionAction, livingPosition);
const ended = updateOf(endedAction, partialPosition);

const isEnded = (action: unknown): boolean => action === 'CLOSED' || action === 'LIQUIDATED';

const formOfWire = (wire: unknown) => (isJsonObject(wire) && isEnded(wire['action']) ? ended : living);

const schema = Type.Union([living.schema, ended.schema]);

const data: Codec<Position, typeof schema> = {
  schema,
  expected: 'an object',
  read: (wire) => formOfWire(wire).read(wire),
  write: (position, rest) =>
    (isEnded(positionAction.write(position.action, undefined)) ? ended : living).write(position, rest),
  rest: (wire) => formOfWire(wire).rest?.(wire),
  problems: (wire, path) => formOfWire(wire).problems?.(wire, path) ?? [],
};

const message = titanMessage('position', 'POSITION_UPDATE', data);

/** A position was opened, updated, closed or liquidated. */
export const positionUpdate: typeof message = {
  ...message,
  decode: (wire) => {
    const draft = message.decode(wire);
    const update = isJsonObject(wire) ? wire['data'] : undefined;
    const position = isJsonObject(update) ? update['position'] : undefined;
    if (!isJsonObject(update) || !isJsonObject(position) || update['symbol'] === position['symbol']) return draft;
    const found = JSON.stringify(update['symbol']);
    const expected = `${JSON.stringify(position['symbol'])}, as in the position`;
    throw invalidMessage(message.type, [{ path: '/data/symbol', found, expected }]);
  },
};

/** What readers of `?delta=1` get between whole messages; null means that a field is known no more. */
export const PositionDelta = Type.Object({
  type: Type.Literal('POSITION_UPDATE'),
  timestamp: Type.Integer({ minimum: 1 }),
  data: updateOf({ ...positionAction, schema: Type.Literal('UPDATED') }, partialPosition).schema,
});

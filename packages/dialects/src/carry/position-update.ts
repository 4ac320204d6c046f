import type { DataOf } from '@pitwall/model';
import { Type, type TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { isJsonObject, pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { words } from '../wire/words.ts';
import { carryMessage } from './carry-message.ts';
import { decimal } from './decimals.ts';

type Position = DataOf<'position'>;

const statusWord = words(
  { open: 'open', closed: 'closed', liquidated: 'liquidated' },
  { read: { OPEN: 'open', CLOSED: 'closed', LIQUIDATED: 'liquidated' } },
);

/** Only these let a message go without its legs. */
const endWord = { ...statusWord, schema: Type.Union([Type.Literal('closed'), Type.Literal('liquidated')]) };

const isEnd = (word: string | undefined): boolean => word === 'closed' || word === 'liquidated';

/**
 * The state of a position. What happened to it decides whether it is over: a publisher that ends one may still repeat the
 * word that it had before. `undefined` when neither tells.
 */
const statusOf = ({ action, status }: Position): string | undefined => {
  if (isEnd(action) && !isEnd(status)) return action;
  return status ?? (action === 'opened' || action === 'updated' ? 'open' : undefined);
};

const identityWith = <Word extends TSchema>(word: Codec<string, Word>) => {
  const status = required('status', word);
  return {
    position_id: required('positionId', name),
    symbol: required('symbol', name),
    status: {
      ...status,
      write: (position: Position) => {
        const said = statusOf(position);
        return said === undefined ? undefined : status.write({ status: said }, undefined);
      },
    },
  };
};

const figures = {
  unrealized_pnl: optional('unrealizedPnl', decimal),
  funding_collected: optional('fundingCollected', decimal),
};

const living = pageObject<Position>()({
  ...identityWith(statusWord),
  spot_entry_price: required('spotEntryPrice', decimal),
  perp_entry_price: required('perpEntryPrice', decimal),
  spot_quantity: required('spotQuantity', decimal),
  perp_quantity: required('perpQuantity', decimal),
  ...figures,
});

const ended = pageObject<Position>()({
  ...identityWith(endWord),
  spot_entry_price: optional('spotEntryPrice', decimal),
  perp_entry_price: optional('perpEntryPrice', decimal),
  spot_quantity: optional('spotQuantity', decimal),
  perp_quantity: optional('perpQuantity', decimal),
  ...figures,
});

/** A size, an entry or a side of its own belongs to a holding in one instrument, which this page cannot show. */
const isOneLegged = ({ side, size, entryPrice }: Position): boolean =>
  side !== undefined || size !== undefined || entryPrice !== undefined;

/** The end is said also without legs, so that no console keeps what is gone. */
const formOf = (position: Position) => (isEnd(statusOf(position)) && !isOneLegged(position) ? ended : living);

const statusOnWire = (wire: unknown): string | undefined => {
  const status = isJsonObject(wire) ? wire['status'] : undefined;
  return typeof status === 'string' ? statusWord.read(status) : undefined;
};

const formOfWire = (wire: unknown) => (isEnd(statusOnWire(wire)) ? ended : living);

const schema = Type.Union([living.schema, ended.schema]);

const data: Codec<Position, typeof schema> = {
  schema,
  expected: 'an object',
  // The page has one message for created, updated and closed; a position that is not over has been updated.
  read: (wire) => {
    const position = formOfWire(wire).read(wire);
    const { status } = position;
    return { ...position, action: status !== undefined && isEnd(status) ? status : 'updated' };
  },
  write: (position, rest) => formOf(position).write(position, rest),
  rest: (wire) => formOfWire(wire).rest?.(wire),
  problems: (wire, path) => formOfWire(wire).problems?.(wire, path) ?? [],
};

/** A position of a spot and a perpetual leg was created, updated or closed. */
export const positionUpdate = carryMessage('position', 'position_update', data);

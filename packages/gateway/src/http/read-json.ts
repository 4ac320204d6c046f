import { isUtf8 } from 'node:buffer';
import { PitwallError } from '@pitwall/model';
import type { BodyItem, BodyItems, BodyReading } from './body-items.ts';
import { findUnsafe, parseJson, unsafeJson } from './safe-json.ts';

/** Items that are looked through in one turn of the event loop. */
const itemsPerTurn = 2000;

const byteOrderMarkLength = (body: Buffer): number =>
  body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;

/** A body without the byte order mark that some editors write before UTF-8 text. */
export const withoutByteOrderMark = (body: Buffer): Buffer => body.subarray(byteOrderMarkLength(body));

/** Refuses a body of no content. */
export const emptyBody = (): PitwallError => new PitwallError('INVALID_JSON', 'The body is empty');

/** Decodes a JSON body. Throws `INVALID_JSON` when it is empty, no UTF-8 or no JSON. */
export const decodeJson = (body: Buffer): unknown => {
  const bytes = withoutByteOrderMark(body);
  if (bytes.length === 0) throw emptyBody();
  if (!isUtf8(bytes)) throw new PitwallError('INVALID_JSON', 'The body is not UTF-8');
  return parseJson(bytes.toString('utf8'), 'The body');
};

const checked = (value: unknown, where: string): BodyItem => {
  const unsafe = findUnsafe(value);
  return unsafe === undefined ? { value } : { error: unsafeJson(where, unsafe) };
};

/** Reads a JSON body: a list of items, or one item. */
export const readJson = async (body: Buffer, reading: BodyReading): Promise<BodyItems> => {
  const value = decodeJson(body);
  if (!Array.isArray(value)) return { items: [checked(value, 'The body')], single: true };
  const list: readonly unknown[] = value;
  if (list.length > reading.maxItems) {
    throw new PitwallError(
      'PAYLOAD_TOO_LARGE',
      `${list.length} items are more than the ${reading.maxItems} of a request`,
    );
  }
  const items: BodyItem[] = [];
  for (const [index, item] of list.entries()) {
    if (index > 0 && index % itemsPerTurn === 0) await reading.turn();
    items.push(checked(item, `Item ${index}`));
  }
  return { items, single: false };
};

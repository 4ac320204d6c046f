import { isUtf8 } from 'node:buffer';
import { PitwallError, toPitwallError } from '@pitwall/model';
import type { BodyItem, BodyItems, BodyReading } from './body-items.ts';
import { emptyBody, withoutByteOrderMark } from './read-json.ts';
import { findUnsafe, parseJson, unsafeJson } from './safe-json.ts';

/** Bytes parsed in one turn of the event loop: about a millisecond. */
const bytesPerTurn = 128 * 1024;

/** Lines looked at in one turn, for bodies of empty ones. */
const linesPerTurn = 10_000;

const newline = 0x0a;

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;

/** Reads one line's value; what is wrong with it is its own affair. */
const readLine = (bytes: Buffer, line: number, valid: boolean): BodyItem => {
  const where = `Line ${line}`;
  try {
    if (!valid && !isUtf8(bytes)) throw new PitwallError('INVALID_JSON', `${where} is not UTF-8`);
    const value = parseJson(bytes.toString('utf8'), where);
    const unsafe = findUnsafe(value);
    if (unsafe !== undefined) throw unsafeJson(where, unsafe);
    return { value, line };
  } catch (thrown) {
    return { error: toPitwallError(thrown), line };
  }
};

/**
 * Reads a body of one JSON value a line, line by line out of the received bytes. Blank lines are passed over, lines may
 * end in CRLF, and a line that is no JSON becomes an item that says so. Lines are counted from 1.
 */
export const readNdjson = async (body: Buffer, reading: BodyReading): Promise<BodyItems> => {
  const bytes = withoutByteOrderMark(body);
  const valid = isUtf8(bytes);
  const items: BodyItem[] = [];
  let line = 0;
  let turnEnd = bytesPerTurn;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const next = found < 0 ? bytes.length : found + 1;
    const end = found < 0 ? bytes.length : found;
    line += 1;
    while (start < end && isBlank(bytes[start])) start += 1;
    if (end > start) items.push(readLine(bytes.subarray(start, end), line, valid));
    if (items.length > reading.maxItems) {
      throw new PitwallError('PAYLOAD_TOO_LARGE', `There are more than the ${reading.maxItems} items of a request`);
    }
    start = next;
    if (start < turnEnd && line % linesPerTurn !== 0) continue;
    await reading.turn();
    turnEnd = start + bytesPerTurn;
  }
  if (items.length === 0) throw emptyBody();
  return { items, single: false };
};

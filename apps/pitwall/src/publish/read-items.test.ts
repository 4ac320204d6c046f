import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gather } from '../gather.fixture.ts';
import type { Item } from './item.ts';
import { readItems } from './read-items.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string, void> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const read = async (text: string, size = 7): Promise<readonly Item[]> => gather(readItems(pieces(text, size)));

const texts = async (text: string): Promise<readonly unknown[]> =>
  (await read(text)).map((item) => JSON.parse(item.text) as unknown);

describe('reading what to publish', () => {
  it('takes NDJSON line by line, blank lines passed over, and counts lines', async () => {
    expect(await read('{"a":1}\r\n\n  {"b":2}\n')).toEqual([
      { text: '{"a":1}', line: 1 },
      { text: '{"b":2}', line: 3 },
    ]);
  });

  it('hands on a broken line of NDJSON, which the gateway refuses alone', async () => {
    expect((await read('{"a":1}\n{"b":\n{"c":3}')).map(({ text }) => text)).toEqual(['{"a":1}', '{"b":', '{"c":3}']);
  });

  it('takes one object, also over several lines', async () => {
    expect(await texts('{"a":1}')).toEqual([{ a: 1 }]);
    expect(await read('\n{\n  "a": [1,\n 2]\n}\n')).toEqual([{ text: '{   "a": [1,  2] }', line: 2 }]);
  });

  it('takes an array apart, and knows where each value begins', async () => {
    expect((await read('[\n  {"a": "]}"},\n  {"b": {"c": []}}\n]')).map(({ line }) => line)).toEqual([2, 3]);
  });

  it('keeps every digit of a number', async () => {
    expect((await read('[{"price": 1.10000000000000000001}]'))[0]?.text).toBe('{"price": 1.10000000000000000001}');
  });

  it('is empty for nothing', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\uFEFF \n')).toEqual([]);
    expect(await read('[]')).toEqual([]);
  });

  it('says where a value does not end, or something else stands', async () => {
    await expect(read('[{"a":1},\n{"b":')).rejects.toThrow('The value that begins in line 2 does not end');
    await expect(read('[1, 2]')).rejects.toThrow('Line 1: found "1" where an object should begin');
  });

  it('finds the same objects however they are written and cut into pieces', async () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(objects, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (values, size, asArray) => {
        const parsed: unknown[] = JSON.parse(JSON.stringify(values)) as unknown[];
        const text = asArray
          ? JSON.stringify(values, null, 2)
          : values.map((value) => JSON.stringify(value)).join('\n');
        const found = (await read(text, size)).map((item) => JSON.parse(item.text) as unknown);
        expect(found).toEqual(parsed);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonRowCutter } from './json-rows.ts';
import { LineCutter } from './line-cutter.ts';
import { encodingOf, textOfBytes, type TextDecoding } from './text-of-bytes.ts';

const newDecoder = (encoding: string): TextDecoding => new TextDecoder(encoding, { fatal: true });

const textOf = async (chunks: readonly Uint8Array[], options = {}): Promise<string> => {
  let text = '';
  for await (const piece of textOfBytes(chunks, { newDecoder, name: 'a.csv', ...options })) text += piece;
  return text;
};

const cutAt = (bytes: Uint8Array, at: number): Uint8Array[] => [bytes.subarray(0, at), bytes.subarray(at)];

describe('text of bytes', () => {
  it('is the same wherever the bytes are cut, also within a character', async () => {
    const bytes = Buffer.from('\uFEFFPreis in €;1,5\r\n', 'utf8');
    for (let at = 3; at <= bytes.length; at += 1) {
      expect(await textOf(cutAt(bytes, at))).toBe('Preis in €;1,5\r\n');
    }
  });

  it('is read as the encoding that is said', async () => {
    expect(await textOf([Uint8Array.of(0x80, 0x31)], { encoding: 'windows-1252' })).toBe('€1');
    expect(encodingOf(Buffer.from('12', 'utf16le'))).toBe('utf-16le');
    expect(encodingOf(Buffer.from('12', 'utf16le').swap16())).toBe('utf-16be');
  });

  it.each([
    ['a zip archive', [0x50, 0x4b, 3, 4], 'a.csv is a zip archive'],
    ['gzip', [0x1f, 0x8b, 8], 'a.csv is compressed with gzip; unpack it'],
    ['Parquet', [0x50, 0x41, 0x52, 0x31], 'a.csv is a Parquet file'],
    ['Feather', [...Buffer.from('ARROW1')], 'a.csv is an Arrow or Feather file'],
    ['bytes that are no UTF-8', [0x41, 0x80, 0x41], 'a.csv is no utf-8 text; save it as UTF-8, or say its encoding'],
  ])('is not made of %s', async (_, bytes, message) => {
    await expect(textOf([Uint8Array.from(bytes)])).rejects.toThrow(message);
  });
});

const neverTooLong = (line: number): never => {
  throw new Error(`line ${line} was too long`);
};

describe('lines', () => {
  it('are the same wherever the text is cut', () => {
    const line = fc.stringMatching(/^[a-z]{0,3}$/);
    const rows = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (written, length) => {
        // A CR before an empty line that ends in LF would be one line end.
        const safe = written.map(([text, end], index) => [index > 0 && text === '' ? 'x' : text, end] as const);
        const text = safe.flat().join('');
        const taken: string[] = [];
        const cutter = new LineCutter((one) => taken.push(one), neverTooLong);
        for (let at = 0; at < text.length; at += length) cutter.push(text.slice(at, at + length));
        cutter.end();
        expect(taken).toEqual(safe.map(([one]) => one));
      }),
    );
  });

  it('tell that the last was cut off', () => {
    const taken: [string, number, boolean][] = [];
    const cutter = new LineCutter((...line) => taken.push(line), neverTooLong);
    cutter.push('a\nb');
    cutter.end();
    expect(taken).toEqual([
      ['a', 1, false],
      ['b', 2, true],
    ]);
  });
});

describe('rows of JSON', () => {
  const cut = (pieces: readonly string[]) => {
    const rows: (readonly string[])[] = [];
    const problems: string[] = [];
    const cutter = new JsonRowCutter({
      row: ({ fields }) => rows.push(fields),
      problem: (row, found, expected) => problems.push(`${row}: ${found}, expected ${expected}`),
    });
    for (const piece of pieces) cutter.push(piece);
    cutter.end();
    return { rows, problems };
  };

  it('keep the digits as they were written, wherever the text is cut', () => {
    const number = fc.stringMatching(/^(?:0|-?[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(number, { minLength: 1, maxLength: 4 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, length) => {
          const text = `[${rows.map((row) => `[${row.join(', ')}]`).join(',\n ')}]\n`;
          const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, at) =>
            text.slice(at * length, (at + 1) * length),
          );
          expect(cut(pieces)).toEqual({ rows, problems: [] });
        },
      ),
    );
  });

  it.each([
    ['[[1,[2]]]', '1: [1,[2], expected a flat row'],
    ['[1,2]', '1: 1, expected a row'],
    ['[[1],{"a":1}', '3: the end of the file, expected the end of the array'],
    ['[[1]] x', '2: more text after the array'],
    ['{"a":[1]}', '1: {"a":[1]}, expected an array of rows'],
  ])('are told where they are none: %s', (text, problem) => {
    expect(cut([text]).problems[0]).toContain(problem);
  });
});

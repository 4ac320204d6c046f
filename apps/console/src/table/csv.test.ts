import { describe, expect, it } from 'vitest';
import type { Column } from './column.ts';
import { toClipboard, toCsv } from './csv.ts';

interface Row {
  readonly name: string;
  readonly price: string;
  readonly at: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'Name', type: 'text', widthPx: 80, value: (row) => row.name },
  { id: 'price', title: 'Price', type: 'figure', widthPx: 80, value: (row) => row.price },
  { id: 'at', title: 'At', type: 'time', widthPx: 80, value: (row) => row.at },
];

const row = (name: string, price = '0.1'): Row => ({ name, price, at: 0 });

describe('an export', () => {
  it('keeps every digit, quotes what has to be, and writes times in UTC', () => {
    expect(toCsv([row('a "b", c', '-0.100000000000000001')], columns)).toBe(
      'Name,Price,At\r\n"a ""b"", c",-0.100000000000000001,1970-01-01T00:00:00.000Z\r\n',
    );
  });

  it.each(['=1+1', '@sum', '+cmd|x', '-2+3'])('lets no spreadsheet run %s', (text) => {
    expect(toCsv([row(text)], columns).split('\r\n')[1]).toMatch(/^'/);
  });
});

describe('a row on the clipboard', () => {
  it('is one line of fields between tabs', () => {
    expect(toClipboard(row('a\nb'), columns)).toBe('a b\t0.1\t1970-01-01T00:00:00.000Z');
  });
});

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Column } from './column.ts';
import { changeOf } from './column.ts';
import { filterRows, nextSort, sortRows } from './row-order.ts';

interface Row {
  readonly symbol: string;
  readonly pnl?: string | undefined;
}

const symbol: Column<Row> = { id: 'symbol', title: 'Symbol', type: 'text', widthPx: 80, value: (row) => row.symbol };
const pnl: Column<Row> = { id: 'pnl', title: 'P&L', type: 'figure', widthPx: 80, value: (row) => row.pnl };
const columns = [symbol, pnl];

const rows: readonly Row[] = [
  { symbol: 'BTC', pnl: '9.5' },
  { symbol: 'ETH' },
  { symbol: 'SOL', pnl: '-10' },
  { symbol: 'ADA', pnl: '10.000000000000000001' },
];

const symbols = (some: readonly Row[]): readonly string[] => some.map((row) => row.symbol);

describe('the rows of a table', () => {
  it('are in order of their exact values, and those without one come last in either direction', () => {
    expect(symbols(sortRows(rows, columns, { column: 'pnl', descending: true }))).toEqual(['ADA', 'BTC', 'SOL', 'ETH']);
    expect(symbols(sortRows(rows, columns, { column: 'pnl', descending: false }))).toEqual([
      'SOL',
      'BTC',
      'ADA',
      'ETH',
    ]);
  });

  it('stay as they came where nothing is chosen, or a column that is no more', () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows);
    expect(sortRows(rows, columns, { column: 'gone', descending: true })).toBe(rows);
  });

  it('are all there after sorting, and each pair is in order', () => {
    const anyRow = fc.record({ symbol: fc.string(), pnl: fc.option(fc.integer().map(String), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(anyRow), (some) => {
        const sorted = sortRows(some, columns, { column: 'pnl', descending: false });
        expect(new Set(sorted)).toEqual(new Set(some));
        const known = sorted.flatMap((row) => (row.pnl === undefined ? [] : [Number(row.pnl)]));
        expect(known).toEqual(known.toSorted((a, b) => a - b));
      }),
    );
  });

  it('are in exact order where binary numbers are the same, and so large that they are none', () => {
    const some = ['0.30000000000000000002', '0.3', `1${'0'.repeat(400)}`, `2${'0'.repeat(400)}`, '-0.1'];
    const sorted = sortRows(
      some.map((amount) => ({ symbol: 'A', pnl: amount })),
      columns,
      { column: 'pnl', descending: false },
    );
    expect(sorted.map((row) => row.pnl)).toEqual(['-0.1', '0.3', some[0], some[2], some[3]]);
  });

  it('are read once by a filter as long as they are the same', () => {
    const read = vi.fn<(row: Row) => string>((row) => row.symbol);
    const counted: readonly Column<Row>[] = [{ ...symbol, value: read }];
    const texts = new WeakMap<object, string>();
    filterRows(rows, counted, 'b', texts);
    filterRows([...rows, { symbol: 'BNB' }], counted, 'bn', texts);
    expect(read).toHaveBeenCalledTimes(rows.length + 1);
  });

  it('are left by a filter where each of its words is in some column', () => {
    expect(symbols(filterRows(rows, columns, 'b 9.5'))).toEqual(['BTC']);
    expect(filterRows(rows, columns, '  ')).toBe(rows);
  });
});

describe('the head of a column', () => {
  it('begins a figure with the greatest, turns it, and then leaves it', () => {
    const first = nextSort(pnl, undefined);
    const second = nextSort(pnl, first);
    expect([first, second, nextSort(pnl, second)]).toEqual([
      { column: 'pnl', descending: true },
      { column: 'pnl', descending: false },
      undefined,
    ]);
  });
});

describe('a value that changed', () => {
  it.each([
    ['1.10', '1.1', undefined],
    ['1', '2', 'up'],
    ['-1', '-2', 'down'],
    ['open', 'closed', 'same'],
    [undefined, '1', 'same'],
  ] as const)('from %s to %s is said to be %s', (before, now, change) => {
    expect(changeOf(before, now)).toBe(change);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOptionTable } from '../configuration/app-options.ts';
import { loadOptions } from '../configuration/load-options.ts';
import { bundledPricesPath } from '../serve/bundled-prices.ts';
import { describeBars, loadBars } from './load-bars.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-bars-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const load = (flags: { readonly [name: string]: string | boolean }) =>
  loadBars(
    loadOptions(demoOptionTable, { flags, environment: {}, defaults: { dev: true } }).options,
    bundledPricesPath(),
  );

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const rows = ['2024.01.02,00:00,1.5,2.5,1.25,2,3', '2024.01.02,00:15,2,3,2,3,4', '2024.01.02,00:30,3,3,3,3,5'];

describe('loading bars', () => {
  it('reads the bundled days, whose notes nobody needs', async () => {
    const loaded = await load({});
    expect(describeBars(loaded)).toBe('5105 bars of D1, 2000-01-03 to 2020-04-17');
    expect(loaded).toMatchObject({ instrument: { symbol: 'SPX' }, notes: [] });
    expect(loaded.bars).toHaveLength(loaded.series.length);
  });

  it('reads a file in any encoding, and says what it was taken for', async () => {
    const data = write('eurusd.csv', Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`, 'utf16le'));
    const loaded = await load({ data });
    expect(loaded.instrument).toMatchObject({ symbol: 'EURUSD', currency: 'USD' });
    expect(loaded.readAs).toBe('mt4, comma, dates in UTC (assumed); 3 bars of M15, 2024-01-02 to 2024-01-02T00:30Z');
    expect(loaded.notes).toEqual([expect.stringContaining('times have no zone and were taken for UTC')]);
  });

  it('takes what the settings say', async () => {
    const data = write('said.json', '[[5,1,2,1,2,3],[3605,2,3,2,3,4],[7205,3,3,3,3,5]]');
    const loaded = await load({
      data,
      dataTimeUnit: 's',
      dataTimeZone: '+01:00',
      timeframe: 'D1',
      sessionZone: '-05:00',
    });
    expect(loaded.bars).toEqual([{ time: -68_400_000, open: '1', high: '3', low: '1', close: '3', volume: '12' }]);
    expect(loaded.instrument.symbol).toBe('SAID');
    const comma = write('comma.csv', 'date|open|high|low|close\n3/4/2024|1,234|1,235|1,233|1,234');
    const said = { data: comma, dataSeparator: 'pipe', dataDecimalMark: 'comma', dataDateOrder: 'day-first' };
    expect((await load(said)).bars[0]).toMatchObject({ time: Date.UTC(2024, 3, 3), open: '1.234' });
    const impossible = write('impossible.csv', `${rows[0]}\n2024.01.02,00:15,9,3,2,3.123,4\n${rows[2]}`);
    const skipped = await load({ data: impossible, dataImpossible: 'skip', dataFormat: 'mt4', dataPriceDecimals: '1' });
    expect(skipped.bars.map(({ low }) => low)).toEqual(['1.2', '3']);
    expect(skipped.notes.slice(0, 2)).toEqual([
      'prices were rounded to 1 decimals (line 1)',
      'rows cannot have happened; they were dropped, as asked for (line 2)',
    ]);
  });

  it('refuses what strict reading does not repair, and names the line', async () => {
    const data = write('twice.csv', `${rows[0]}\n${rows[0]}\n${rows[1]}\n`);
    await expect(load({ data })).resolves.toMatchObject({ series: { length: 2 } });
    await expect(load({ data, dataStrict: true })).rejects.toThrow(
      'strict reading repairs nothing: rows say the same as one before them; they were dropped (line 2)',
    );
  });

  it('names every line that is wrong', async () => {
    const data = write('wrong.csv', `${rows[0]}\n2024.01.02,00:15,1,0,2,1,1\n2024.01.02,00:15,1,1,2,1,1\n`);
    await expect(load({ data })).rejects.toThrow(
      /line 2, high is 0.*\(and 1 more\)\n {2}\/2\/high is 0.*\n {2}\/3\/high is 1, expected at least the low, 2$/,
    );
  });

  it('says when there is no such file', async () => {
    await expect(load({ data: join(folder, 'absent.csv') })).rejects.toThrow('The prices cannot be read: ENOENT');
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testParts } from '../command-parts.fixture.ts';
import type { TestParts } from '../command-parts.fixture.ts';
import { runProgram } from '../program.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-local-'));
let parts: TestParts;

beforeEach(() => {
  parts = testParts();
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const run = (...args: string[]): Promise<number> => runProgram(['backtest', ...args], parts);

const modulePath = (name: string, onBar: string): string => {
  const path = join(directory, name);
  writeFileSync(path, `export default () => ({ name: 'mine', warmupBars: 0, ${onBar} });`);
  return path;
};

describe('pitwall backtest without --url', () => {
  it('runs here on the bundled prices, shows the results and writes the files', async () => {
    const html = join(directory, 'report.html');
    expect(await run('--start-date', '2010-01-01', '--variant', 'spiced_full', '--html', html)).toBe(0);
    expect(parts.terminal.said.join('\n')).toMatch(/SPX D1 spiced_full, 2010-01-04 to 2020-04-17/);
    expect(readFileSync(html, 'utf8')).toContain('SPX D1 spiced_full');
  });

  it('runs a file and a module by their paths, and says what the file was taken for', async () => {
    const data = join(directory, 'mine.csv');
    const days = Array.from({ length: 30 }, (_, day) => `2024-01-${String(day + 1).padStart(2, '0')},1,2,1,2`);
    writeFileSync(data, `date,open,high,low,close\n${days.join('\n')}\n`);
    const strategy = modulePath('once.mjs', "onBar: () => [{ type: 'prepare', direction: 'long', reason: 'r' }]");
    expect(await run('--data', data, '--strategy', strategy, '--json')).toBe(0);
    expect(JSON.parse(parts.terminal.said.join(''))).toMatchObject({
      status: 'complete',
      symbol: 'MINE',
      result: { results: { strategy: 'mine' } },
    });
    expect(parts.terminal.noted.join('\n')).toMatch(/mine\.csv read as .*30 bars of D1/);
  });

  it('fails with what is wrong in a file', async () => {
    const data = join(directory, 'broken.csv');
    writeFileSync(data, 'date,open,high,low,close\n2020-01-01,10,9,8,10\n');
    expect(await run('--data', data)).toBe(1);
    expect(parts.terminal.noted.join('\n')).toMatch(/The backtest failed: broken\.csv: line 2/);
  });

  it('is cancelled by Ctrl-C, also where its strategy never comes back', async () => {
    const strategy = modulePath('endless.mjs', 'onBar: () => { for (;;); }');
    const running = run('--strategy', strategy);
    await expect.poll(() => parts.signals.listenerCount('SIGINT')).toBe(1);
    parts.signals.emit('SIGINT', 'SIGINT');
    expect(await running).toBe(130);
    expect(parts.terminal.noted).toContain('The backtest was cancelled');
  });
});

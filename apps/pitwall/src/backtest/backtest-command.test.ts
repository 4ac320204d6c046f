import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strategyTable } from '@pitwall/desk';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { requestFields } from '../backtests/request-fields.ts';
import { readBacktestRequest } from '../backtests/backtest-request.ts';
import { backtestCommandLine } from './command-line.fixture.ts';
import { variantFor, writeOutputs } from './output-files.ts';
import { addRequestFlags, requestOf } from './request-flags.ts';
import { memoryTerminal } from '../terminal/memory-terminal.fixture.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-flags-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const requestFrom = (...args: string[]): object => {
  const command = addRequestFlags(new Command().exitOverride());
  command.parse(args, { from: 'user' });
  return requestOf(command.opts());
};

describe('the flags of a backtest', () => {
  it('are one for each field of a request, and say the same', () => {
    const flags = addRequestFlags(new Command()).options.map(({ long = '' }) => long);
    expect(flags).toHaveLength(Object.keys(requestFields).length);
    expect(flags).toEqual(
      expect.arrayContaining(['--perp-data', '--funding', '--seed', '--data-time-zone', '--option']),
    );
  });

  it('write a request that the gateway takes, amounts digit for digit', () => {
    const request = requestFrom(
      '--strategy=cash-and-carry',
      '--option=entryPremiumRatio=0.00040',
      '--option=lotSize=1',
      '--initial-balance=10000.50',
      '--seed=7',
      '--data-strict',
      '--data-price-decimals=2',
    );
    expect(request).toEqual({
      strategy: 'cash-and-carry',
      options: { entryPremiumRatio: '0.00040', lotSize: 1 },
      initialBalance: '10000.50',
      seed: 7,
      dataStrict: true,
      dataPriceDecimals: 2,
    });
    expect(readBacktestRequest(request)).toEqual(request);
    expect(requestFrom()).toEqual({});
  });

  it('leave what is wrong as it is, so that the check says what it expects', () => {
    expect(() => readBacktestRequest(requestFrom('--fast', 'ten'))).toThrow('/fast is "ten", expected a whole number');
    expect(() => requestFrom('--option', 'fastBars')).toThrow('expected one such as fastBars=20');
  });

  it('are explained with every strategy and every option of it', async () => {
    const help = (await backtestCommandLine(['run', '--help'])).said.join('\n');
    for (const { name, options } of strategyTable) {
      expect(help).toContain(`  ${name}: `);
      for (const option of options) expect(help).toContain(`      ${option.name}=`);
    }
  });
});

describe('the files of results', () => {
  const answer = {
    backtest_id: 'b1',
    status: 'complete',
    account: 'a',
    strategy: 's',
    seed: 0,
    data: 'd.csv',
    created_at: '2024-01-15T10:30:00.000Z',
    result: { results: { trades: [], equityCurve: [['2024-01-01', '5000']] } },
  } as const;

  it('are written by their names, the equity curve beside the trades', () => {
    const terminal = memoryTerminal();
    const [csv, html, json] = ['run.csv', 'run.html', 'run.json'].map((name) => join(directory, name));
    writeOutputs(answer, { csv: csv ?? '', html: html ?? '', json: json ?? '' }, terminal);
    expect(readFileSync(csv ?? '', 'utf8')).toMatch(/^symbol,side,quantity/);
    expect(readFileSync(join(directory, 'run.equity.csv'), 'utf8')).toBe('time,equity\r\n2024-01-01,5000\r\n');
    expect(readFileSync(html ?? '', 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(readFileSync(json ?? '', 'utf8'))).toEqual(answer);
    expect(terminal.noted).toHaveLength(4);
  });

  it('are refused with the reason where they cannot be written', () => {
    expect(() => writeOutputs(answer, { html: join(directory, 'none/x.html') }, memoryTerminal())).toThrow(
      /cannot be written.*ENOENT/,
    );
  });

  it('want a full variant, which is taken unless another is said', () => {
    expect(variantFor(undefined, {})).toBeUndefined();
    expect(variantFor(undefined, { html: 'x.html' })).toBe('vanilla_full');
    expect(variantFor('spiced', { html: 'x.html' })).toBe('spiced');
    expect(() => variantFor('spiced', { csv: 'x.csv' })).toThrow('take spiced_full');
  });
});

describe('pitwall backtest', () => {
  it.each([
    [['rn'], 'There is no command "backtest rn"; did you mean run?'],
    [['--data', '/none.csv'], 'There is no data file "/none.csv"'],
    [['--strategy', './none.mjs'], 'There is no strategy module ./none.mjs'],
    [['--strategy', 'rsi-reversoin'], 'did you mean rsi-reversion?'],
    [['--strategy', 'cash-and-carry'], '/perpData is absent'],
    [['export', 'b1'], 'Give --json, --csv or --html'],
  ])('says what is wrong and runs nothing: %j', async (args, words) => {
    const { code, said, noted } = await backtestCommandLine(args);
    expect({ code: code === 1 || code === 2, said }).toEqual({ code: true, said: [] });
    expect(noted.join('\n')).toContain(words);
  });

  it('lists the strategies, as JSON with schemas too', async () => {
    const { said } = await backtestCommandLine(['strategies', '--json']);
    expect(JSON.parse(said.join(''))).toHaveLength(strategyTable.length);
  });
});

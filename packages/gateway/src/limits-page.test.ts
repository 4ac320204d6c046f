import { readFileSync } from 'node:fs';
import { closeCodes, errorCodes } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { metricTable } from './observe/metric-table.ts';
import { gatewayOptionTable } from './options.ts';
import type { OptionRow } from './option-table.ts';

const page = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');

const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .slice(2, -2)
      .split('|')
      .map((cell) => cell.trim()),
  )
  .map(([option = '', value = '', what = '', code = '', metric = '']) => ({
    option: option.replaceAll('`', ''),
    value: value.replaceAll('`', ''),
    what,
    code,
    metric,
  }));

const defaultOf = ({ default: value }: OptionRow): string =>
  typeof value === 'object' ? 'nothing' : JSON.stringify(value);

const known = new Set<string>([
  ...Object.keys(errorCodes),
  ...Object.values(closeCodes).map(({ code }) => String(code)),
]);

describe('docs/limits.md', () => {
  it('has a row for every limit with its default, and for nothing else', () => {
    const limits = Object.entries<OptionRow>(gatewayOptionTable)
      .filter(([, row]) => row.group === 'limits')
      .map(([name, row]) => `${name} ${defaultOf(row)}`);
    const listed = rows.map(({ option, value }) => `${option} ${value}`);
    expect(new Set(listed)).toEqual(new Set(limits));
    expect(listed).toHaveLength(limits.length);
  });

  it.each(rows)('says of $option what happens, with codes and metrics that exist', ({ what, code, metric }) => {
    expect(what).toMatch(/\w{3}/);
    const codes = code.replaceAll('`', '').split(', ');
    expect(codes.filter((one) => one !== 'none' && !known.has(one))).toEqual([]);
    const metrics = [...metric.matchAll(/pitwall_\w+/g)].map(([name]) => name);
    expect(metrics.filter((name) => !Object.hasOwn(metricTable, name))).toEqual([]);
    expect(metrics.length > 0 || metric === 'none').toBe(true);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { strategyTable } from './strategy-table.ts';

const root = new URL('../../../../', import.meta.url);
const page = readFileSync(new URL('docs/strategies.md', root), 'utf8').replaceAll(/ +/g, ' ');

const sectionOf = (name: string): string =>
  page.split(`### \`${name}\`\n`)[1]?.split('\n## ')[0]?.split('\n### ')[0] ?? '';

describe.each(strategyTable)('the page of strategies on $name', ({ name, options }) => {
  it('has each of its options with its default, and no others', () => {
    const rows = [...sectionOf(name).matchAll(/^\| `([^`]+)` \| (?:`([^`]+)`|none) \|/gm)];
    expect(rows.map(([, option, value]) => [option, value])).toEqual(
      options.map((form) => [form.name, form.default === undefined ? undefined : String(form.default)]),
    );
  });

  it('lists it among those that are built in', () => {
    expect(page).toContain(`| \`${name}\` |`);
  });
});

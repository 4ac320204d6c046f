import { readFileSync } from 'node:fs';
import { environmentName, flagName } from '@pitwall/gateway';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { demoOptionTable } from './app-options.ts';
import { descriptionOf } from './option-flags.ts';
import { optionsPage } from './options-page.ts';

/** A table without the blanks and dashes that only align it. */
const unpadded = (markdown: string): string => markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

describe('docs/options.md', () => {
  it('says what the tables of settings say', () => {
    const page = readFileSync(new URL('../../../../docs/options.md', import.meta.url), 'utf8');
    const table = optionsPage(demoOptionTable);
    // The page is made by `node apps/pitwall/dist/configuration/print-options.js`; see its head.
    expect(unpadded(page.slice(page.indexOf('## ')))).toBe(unpadded(table));
  });
});

describe('the tables of settings', () => {
  const rows = Object.entries(demoOptionTable);

  it.each(rows)('give %s a default that its own form accepts, and a description', (_, row) => {
    expect(Compile(row.schema).Check(row.default)).toBe(true);
    expect(descriptionOf(row)).toMatch(/\.$/);
  });

  it('give no two settings the same flag or variable', () => {
    const names = rows.map(([name]) => name);
    expect(new Set(names.map(flagName)).size).toBe(names.length);
    expect(new Set(names.map(environmentName)).size).toBe(names.length);
  });
});

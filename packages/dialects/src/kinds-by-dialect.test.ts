import { readFileSync } from 'node:fs';
import { kindNames, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import type { Dialect } from './dialect.ts';
import { dialects } from './dialects.ts';
import { messageNameOf, needsOf } from './wire/needs.fixture.ts';

/** What a dialect's folder says of kinds: why it is silent about some, and what is special about others. */
interface Words {
  readonly silent: { readonly [kind: string]: string };
  readonly remarks: { readonly [kind: string]: string };
}

const wordsOf = ({ name }: Dialect): Words =>
  JSON.parse(readFileSync(new URL(`${name}/kinds.json`, import.meta.url), 'utf8')) as Words;

const isSaid = ({ views }: Dialect, kind: Kind): boolean => views[kind] !== undefined;

type Row = readonly string[];

/** Columns padded as prettier pads them, so that formatting the page changes nothing. */
const table = (rows: readonly Row[]): string => {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: Row): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
};

const linkTo = (kind: Kind): string => `[${kind}](kinds.md#${kind})`;
const code = (text: string): string => `\`${text}\``;

const needs = (dialect: Dialect, kind: Kind): string => {
  const { always, oneOf } = needsOf(dialect, kind);
  const ways = oneOf.map((fields) => fields.map(code).join(' with ')).join(' or ');
  return [...always.map(code), ...(ways === '' ? [] : [ways])].join(', ');
};

const overview = (): string =>
  table([
    ['kind', ...dialects.map(({ name }) => `[${name}](#${name})`)],
    ...kindNames.map((kind) => [
      linkTo(kind),
      ...dialects.map((dialect) => (isSaid(dialect, kind) ? code(messageNameOf(dialect, kind) ?? '') : '')),
    ]),
  ]);

const sectionOf = (dialect: Dialect): string => {
  const { silent, remarks } = wordsOf(dialect);
  const said = kindNames.filter((kind) => isSaid(dialect, kind));
  return [
    `## ${dialect.name}`,
    table([
      ['kind', 'message', 'needs', 'remark'],
      ...said.map((kind) => [
        linkTo(kind),
        code(messageNameOf(dialect, kind) ?? ''),
        needs(dialect, kind),
        remarks[kind] ?? '',
      ]),
    ]),
    Object.keys(silent).length === 0
      ? 'It has words for every kind.'
      : table([['kind', 'why not'], ...Object.entries(silent)]),
  ].join('\n\n');
};

const introduction = readFileSync(new URL('../fixtures/dialects-introduction.md', import.meta.url), 'utf8').trimEnd();

describe.each(dialects)('the dialect $name', (dialect) => {
  // Promise: ruling-18.table
  it('has a reason for each kind that it is silent about, and for no other', () => {
    const silent = kindNames.filter((kind) => !isSaid(dialect, kind));
    expect(Object.keys(wordsOf(dialect).silent).toSorted()).toEqual(silent.toSorted());
  });

  it('remarks on nothing that it does not say', () => {
    const said: readonly string[] = kindNames.filter((kind) => isSaid(dialect, kind));
    expect(Object.keys(wordsOf(dialect).remarks).filter((kind) => !said.includes(kind))).toEqual([]);
  });
});

// Promise: ruling-18.table
it('docs/dialects.md tells of each kind and dialect what is said and why not (`npx vitest run packages/dialects -u` rewrites it)', async () => {
  const page = `${[introduction, overview(), ...dialects.map(sectionOf)].join('\n\n')}\n`;
  await expect(page).toMatchFileSnapshot('../../../docs/dialects.md');
});

import { readFileSync } from 'node:fs';
import type { TSchema } from 'typebox';
import { expect, it } from 'vitest';
import type { Kind } from './event.ts';
import type { UpdateRule } from './kind.ts';
import { definitionOf, kindNames } from './kind-table.ts';
import { memberOf, membersOf } from './member.ts';

/** A row of a page's table, already as text. */
type Row = readonly string[];

const asSchema = (value: unknown): TSchema => (typeof value === 'object' && value !== null ? value : {});

/** Columns padded as prettier pads them, so that formatting the page changes nothing. */
const table = (rows: readonly Row[]): string => {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: Row): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
};

const unitNames: Readonly<Record<string, string>> = {
  quote: 'amount in quote currency',
  base: 'amount in base asset',
  price: 'price',
  ratio: 'ratio (1 is 100 %)',
  usd: 'amount in US dollars',
  asset: 'amount in the asset',
  number: 'decimal without unit',
};

const typeOf = (schema: TSchema): string => {
  const known = memberOf(schema, 'x-known');
  if (Array.isArray(known)) return `open word: ${known.map((word) => `\`${word}\``).join(', ')}`;
  if (memberOf(schema, 'x-free') === true) return 'free JSON object';
  const unit = memberOf(schema, 'x-unit');
  const type = memberOf(schema, 'type');
  if (unit === 'ms') return type === 'integer' ? 'time in ms' : 'duration in ms';
  if (typeof unit === 'string') return unitNames[unit] ?? unit;
  if (memberOf(schema, 'anyOf') !== undefined) return 'number or text';
  if (memberOf(schema, 'pattern') !== undefined) return 'date';
  return type === 'integer' ? 'count' : type === 'string' ? 'text' : String(type);
};

/** The fields of an object, those of nested objects with their way. */
const fieldsOf = (schema: TSchema, before = ''): readonly Row[] => {
  const required = memberOf(schema, 'required');
  return membersOf(memberOf(schema, 'properties')).flatMap(([name, value]) => {
    const field = asSchema(value);
    const isRequired = Array.isArray(required) && required.includes(name);
    return nestedOf(field, `${before}${name}`, isRequired ? 'yes' : '');
  });
};

const nestedOf = (field: TSchema, name: string, required: string): readonly Row[] => {
  const description = memberOf(field, 'description');
  const about = typeof description === 'string' ? description : '';
  if (memberOf(field, 'properties') !== undefined) {
    return [[`\`${name}\``, required, 'object', about], ...fieldsOf(field, `${name}.`)];
  }
  const items = memberOf(field, 'items') ?? membersOf(memberOf(field, 'patternProperties'))[0]?.[1];
  if (items === undefined) return [[`\`${name}\``, required, typeOf(field), about]];
  const isList = memberOf(field, 'items') !== undefined;
  const step = isList ? `${name}[]` : `${name}.*`;
  const below = asSchema(items);
  const rows = memberOf(below, 'properties') === undefined ? nestedOf(below, step, '') : fieldsOf(below, `${step}.`);
  return [[`\`${name}\``, required, isList ? 'list' : 'object by name', about], ...rows];
};

const ruleOf = (rule: UpdateRule): Row => {
  const also = rule.retain === 'remove' && 'alsoRemoves' in rule ? rule.alsoRemoves : [];
  return [rule.delivery, [rule.retain, ...also.map((kind) => `\`${kind}\``)].join(', ')];
};

const sectionOf = (kind: Kind): string => {
  const { channel, description, identity, schema, shared, updates } = definitionOf(kind);
  const updateRows = Object.entries(updates).map(([name, rule]) => [`\`${name}\``, ...ruleOf(rule)]);
  return [
    `## ${kind}`,
    description,
    `Channel \`${channel}\`; key: ${identity}; ${shared ? 'shared by all accounts' : 'of one account'}.`,
    table([['update', 'delivery', 'retain'], ...updateRows]),
    table([['field', 'required', 'type and unit', 'meaning'], ...fieldsOf(schema)]),
  ].join('\n\n');
};

const introduction = readFileSync(new URL('../fixtures/kinds-introduction.md', import.meta.url), 'utf8').trimEnd();

it('docs/kinds.md says of every kind what its definition says (`npx vitest run packages/model -u` rewrites it)', async () => {
  const overview = table([
    ['kind', 'channel', 'key', 'shared', 'what it is'],
    ...kindNames.map((kind) => {
      const { channel, description, identity, shared } = definitionOf(kind);
      return [`[${kind}](#${kind})`, `\`${channel}\``, identity, shared ? 'yes' : '', description];
    }),
  ]);
  const page = `${[introduction, overview, ...kindNames.map(sectionOf)].join('\n\n')}\n`;
  await expect(page).toMatchFileSnapshot('../../../docs/kinds.md');
});

import { readFileSync } from 'node:fs';
import { definitionOf, PitwallError, type Kind } from '@pitwall/model';
import fc from 'fast-check';
import type { Dialect } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import { arbitraryEvent, modestAmount, sequenced } from './arbitrary-data.fixture.ts';

type Data = Readonly<Record<string, unknown>>;

const samples: Readonly<Record<string, { readonly data: Data } | undefined>> = JSON.parse(
  readFileSync(new URL('../../../model/fixtures/kinds.json', import.meta.url), 'utf8'),
);

const fieldsOf = (kind: Kind): readonly string[] => Object.keys(definitionOf(kind).schema.properties ?? {});

/** Data of a kind with all of its fields, in the words of its sample where that has them. */
const wholeDataOf = (kind: Kind): Data => {
  const drawn = fc.sample(arbitraryEvent(kind, modestAmount), { numRuns: 200, seed: 1 });
  const parts = [...drawn.map((event): object => event.data), samples[kind]?.data ?? {}];
  const data: Data = Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
  const missing = fieldsOf(kind).filter((field) => !Object.hasOwn(data, field));
  if (missing.length > 0) throw new Error(`${kind} was drawn without ${missing.join(', ')}`);
  return data;
};

/** What a dialect says of a fact with these data; `undefined` also for a list that leaves it out. */
const saidOf = (dialect: Dialect, kind: Kind, data: Data): JsonObject | undefined => {
  const event = sequenced(kind, data);
  const view = dialect.views[kind];
  const context = { occasion: 'live', nowMs: event.occurredAt } as const;
  const encode = (facts: unknown): unknown =>
    view === undefined ? undefined : Reflect.apply(view.encode, view, [facts, context]);
  const said = encode(view?.mode === 'collect' ? [event] : event) as JsonObject | undefined;
  const isLeftOut = view?.mode === 'collect' && JSON.stringify(said) === JSON.stringify(encode([]));
  return isLeftOut ? undefined : said;
};

const canSay = (dialect: Dialect, kind: Kind, data: Data): boolean => {
  try {
    return saidOf(dialect, kind, data) !== undefined;
  } catch (error) {
    // What the kind itself requires is missing.
    if (error instanceof PitwallError && error.code === 'INVALID_EVENT') return false;
    throw error;
  }
};

const pick = (data: Data, fields: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([field]) => fields.includes(field)));

const pairsOf = (fields: readonly string[]): readonly (readonly string[])[] =>
  fields.flatMap((first, index) => fields.slice(index + 1).map((second) => [first, second]));

/** The message in which a dialect says a kind, by its type or event. */
export const messageNameOf = (dialect: Dialect, kind: Kind): string | undefined => {
  const said = saidOf(dialect, kind, wholeDataOf(kind));
  const name = said?.['type'] ?? said?.['event'];
  return typeof name === 'string' ? name : undefined;
};

/**
 * The fields that a fact must have to be said: those without which nothing is, and, where that does not suffice, the
 * smallest additions of one or two others that do.
 */
export const needsOf = (
  dialect: Dialect,
  kind: Kind,
): { readonly always: readonly string[]; readonly oneOf: readonly (readonly string[])[] } => {
  const whole = wholeDataOf(kind);
  const fields = fieldsOf(kind);
  const without = (field: string) => fields.filter((other) => other !== field);
  const always = fields.filter((field) => !canSay(dialect, kind, pick(whole, without(field))));
  if (canSay(dialect, kind, pick(whole, always))) return { always, oneOf: [] };
  const others = fields.filter((field) => !always.includes(field));
  const suffices = (added: readonly string[]) => canSay(dialect, kind, pick(whole, [...always, ...added]));
  const singles = others.map((field) => [field]).filter(suffices);
  const alone = new Set(singles.flat());
  const pairs = pairsOf(others.filter((field) => !alone.has(field))).filter(suffices);
  return { always, oneOf: [...singles, ...pairs] };
};

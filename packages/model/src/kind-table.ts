import { Compile } from 'typebox/compile';
import type { EventDraft, Kind, TelemetryEvent } from './event.ts';
import type { KindDefinition } from './kind.ts';
import { kinds, type Kinds } from './kinds.ts';
import { openWordPathsOf, type OpenWordPath } from './open-words.ts';

/*
 * The one place where a kind's name and its data are tied together by a promise instead of by the compiler: TypeScript
 * cannot follow that the definition found under an event's kind takes that event's data. Everything else goes through here.
 */

/** A kind with what is made of its schema once. */
export interface KindRow {
  /** Hand it only data that `isData` accepted. */
  readonly definition: KindDefinition<Kind>;
  readonly isData: (data: unknown) => boolean;
  readonly openWords: readonly OpenWordPath[];
}

const rowOf = (definition: KindDefinition<Kind>): KindRow => {
  const validator = Compile(definition.schema);
  return { definition, isData: (data) => validator.Check(data), openWords: openWordPathsOf(definition.schema) };
};

const rows: ReadonlyMap<string, KindRow> = new Map(
  Object.entries(kinds).map(([kind, definition]) => [kind, rowOf(definition as unknown as KindDefinition<Kind>)]),
);

/** Names of all kinds, in the order of the table. */
export const kindNames: readonly Kind[] = Object.keys(kinds) as Kind[];

/** Whether there is a kind of that name. */
export const isKind = (name: string): name is Kind => rows.has(name);

/** The definition of a kind, with its types. */
export const definitionOf = <K extends Kind>(kind: K): Kinds[K] => kinds[kind];

/** The row of a name that a stranger gave; `undefined` when there is no such kind. */
export const findKindRow = (name: string): KindRow | undefined => rows.get(name);

/** The row of a kind. */
export const kindRowOf = (kind: Kind): KindRow => rows.get(kind) as KindRow;

/** Marks a value as a draft, after its envelope and its data were checked. */
export const asCheckedDraft = (value: unknown): EventDraft => value as EventDraft;

/** Puts data that the kind's own definition made into a draft of that kind. */
export const draftOfKind = (kind: Kind, data: unknown): EventDraft => ({ kind, data }) as EventDraft;

/** An event or a draft of any kind, seen without its types. */
export type AnyFact = EventDraft | TelemetryEvent;

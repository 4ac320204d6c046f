import { OpenEnum, type OpenWord } from '@pitwall/model';
import type { TUnsafe } from 'typebox';
import type { Codec } from './codec.ts';
import { scalar } from './scalar.ts';

/** The page's words, each with the model's word for it. */
export type WordTable = { readonly [wire: string]: string };

/** Words beside a table that are translated in one direction only. */
export interface OneWayWords {
  /** Words that publishers write although the page does not list them, each with the model's word for it. */
  readonly read?: WordTable;
  /** Model words for which the page has only a coarser one, each with that. */
  readonly write?: { readonly [word: string]: string };
}

/**
 * An enumeration with the page's own spelling. A word that is in no table passes through unchanged in both directions
 * (ruling 4).
 */
export const words = <const Table extends WordTable>(
  table: Table,
  oneWay: OneWayWords = {},
): Codec<string, TUnsafe<OpenWord<keyof Table & string>>> => {
  const known: readonly (keyof Table & string)[] = Object.keys(table);
  const toModel = new Map(Object.entries({ ...oneWay.read, ...table }));
  const toPage = new Map([
    ...Object.entries(oneWay.write ?? {}),
    ...Object.entries(table).map(([wire, word]) => [word, wire] as const),
  ]);
  return scalar({
    schema: OpenEnum(known),
    expected: expectedWord(known),
    read: (wire: string) => toModel.get(wire) ?? wire,
    write: (word) => toPage.get(word) ?? word,
  });
};

/** An enumeration whose words are the same on the page and in the model. */
export const sameWords = <const Known extends string>(
  known: readonly Known[],
): Codec<string, TUnsafe<OpenWord<Known>>> =>
  scalar({
    schema: OpenEnum(known),
    expected: expectedWord(known),
    read: (wire: string) => wire,
    write: (word) => word,
  });

const expectedWord = (known: readonly string[]): string =>
  `one of ${known.join(', ')}, or another word of at most 128 characters`;

import type { EventDraft } from './event.ts';
import type { UpdateRule } from './kind.ts';
import { draftOfKind, kindRowOf, type AnyFact } from './kind-table.ts';
import { unknownWordsAt } from './open-words.ts';

/** Which row of its kind's `updates` a fact is: `other` when its word has no row of its own. */
export const updateNameOf = (event: AnyFact): string => {
  const { definition } = kindRowOf(event.kind);
  const word = definition.update(event.data);
  // A publisher chooses the word, so it may be `constructor`.
  return Object.hasOwn(definition.updates, word) ? word : 'other';
};

/** How a fact is delivered and what it does to the latest value of its key. */
export const updateRuleOf = (event: AnyFact): UpdateRule => {
  const { updates } = kindRowOf(event.kind).definition;
  return updates[updateNameOf(event)] ?? updates.other;
};

/** JSON pointers of the fields that hold a word which their enumeration does not know (ruling 4): to be counted, not refused. */
export const unknownWords = (event: AnyFact): readonly string[] =>
  kindRowOf(event.kind).openWords.flatMap((path) => unknownWordsAt(event.data, path, '/data'));

/** Names of what contradicts itself in a publisher's figures (ruling 5): to be counted, never corrected. */
export const lintEvent = (event: AnyFact): readonly string[] =>
  kindRowOf(event.kind).definition.lint?.(event.data) ?? [];

/**
 * The draft that ends a retained value which its publisher's newest whole list no longer contains, or `undefined` when
 * the kind has no such end. Account and times are the caller's to give.
 */
export const removalOf = (last: AnyFact): EventDraft | undefined => {
  const data: unknown = kindRowOf(last.kind).definition.removal?.(last.data);
  return data === undefined ? undefined : draftOfKind(last.kind, data);
};

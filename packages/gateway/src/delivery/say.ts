import type { CollectView, EachView, EncodeContext, Json, JsonObject, ViewOf } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import type { Kind, SequencedEvent } from '@pitwall/model';
import type { RetainedList } from '../state/retained-state.ts';

/** A view whose kind is only known at run time. */
export type AnyView = ViewOf<Kind>;

// The one place where a view is joined to its kind: TypeScript cannot follow that `views[event.kind]` takes `event`.

/** The dialect's view of a kind. */
export const viewOf = (dialect: Dialect, kind: Kind): AnyView | undefined => dialect.views[kind] as AnyView | undefined;

/** The kinds that a dialect has views of, in the order in which snapshots are sent. */
export const kindsOf = (dialect: Dialect): readonly Kind[] => Object.keys(dialect.views) as Kind[];

/** One fact in the dialect's words; `undefined` when it has none. */
export const sayEvent = (
  view: AnyView & { mode: 'each' },
  event: SequencedEvent,
  context: EncodeContext,
): JsonObject | undefined => guarded(() => (view as EachView<Kind>).encode(event, context));

/** A whole list in the dialect's words; `undefined` when it has none. */
export const sayList = (
  view: AnyView & { mode: 'collect' },
  { events, endedAtMs }: RetainedList,
  context: EncodeContext,
): JsonObject | undefined =>
  guarded(() =>
    (view as CollectView<Kind>).encode(events, endedAtMs === undefined ? context : { ...context, endedAtMs }),
  );

/** Whether a collected view leaves a fact out for want of words. */
export const leavesOut = (view: AnyView & { mode: 'collect' }, event: SequencedEvent): boolean =>
  (view as CollectView<Kind>).canSay?.(event) === false;

/** What changed between two messages; `undefined` when the view says nothing of it. */
export const sayDelta = (
  view: AnyView & { mode: 'each' },
  sent: JsonObject,
  next: JsonObject,
): JsonObject | undefined => guarded(() => view.delta?.(sent, next));

/** Whether a view takes two messages for the same. */
export const saysSame = (view: AnyView, sent: JsonObject, next: JsonObject): boolean =>
  guarded(() => view.sameAs?.(sent, next)) === true;

/** A fault in one view must not stop what all the others are owed: it counts as a fact without words. */
const guarded = <Said>(say: () => Said | undefined): Said | undefined => {
  try {
    return say();
  } catch {
    return undefined;
  }
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A message with its account in `data`, additive, for readers who hear more than one. */
export const nameAccount = (message: JsonObject, account: string): JsonObject => {
  const { data } = message;
  return isObject(data) ? { ...message, data: { ...data, account } } : { ...message, account };
};

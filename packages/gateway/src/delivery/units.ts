import { kinds, sharedAccount } from '@pitwall/model';
import type { Kind, SequencedEvent } from '@pitwall/model';
import type { EncodeContext, JsonObject } from '@pitwall/dialects';
import type { RetainedList, RetainedState } from '../state/retained-state.ts';
import { unitIdOf } from '../state/update.ts';
import type { Hearing } from './hearing.ts';
import { kindsOf, nameAccount, sayEvent, sayList, viewOf } from './say.ts';
import type { AnyView } from './say.ts';

/** Something that has a present value for a hearing: a retained fact, or a collected list. */
export interface Unit {
  readonly unitId: string;
  readonly kind: Kind;
  readonly account: string;
  /** Version of the value. */
  readonly seq: number;
  readonly topics: readonly string[];
  readonly view: AnyView;
  say(context: EncodeContext): JsonObject | undefined;
}

/** Identity of a collected list. No key is empty, so it never meets a fact's. */
export const listUnitId = (account: string, kind: Kind): string => unitIdOf(account, kind, '');

/** A list as it was said last. */
export type SentList = RetainedList;

/** Which versions count as the present ones: an audience's sent ones, or simply the state's. */
export interface Versions {
  /** The sent version of a fact whose newest waits; `'unsent'` when none was sent yet; `undefined` when the newest was sent. */
  eventOf(unitId: string): SequencedEvent | 'unsent' | undefined;
  listOf(account: string, kind: Kind): SentList;
}

/** The accounts in which a hearing may see a kind: shared kinds belong to none, and all others never to the shared one. */
export const accountsOf = (hearing: Hearing, state: RetainedState, kind: Kind): readonly string[] => {
  if (kinds[kind].shared) return [sharedAccount];
  if (hearing.accounts !== '*') return hearing.accounts;
  return [...state.accounts()].filter((account) => account !== sharedAccount);
};

const listUnit = (view: AnyView & { mode: 'collect' }, account: string, kind: Kind, list: SentList): Unit => ({
  unitId: listUnitId(account, kind),
  kind,
  account,
  seq: list.changedSeq,
  topics: [view.topic],
  view,
  say: (context) => sayList(view, list, context),
});

const eventUnit = (view: AnyView & { mode: 'each' }, event: SequencedEvent, topics: readonly string[]): Unit => ({
  unitId: unitIdOf(event.account, event.kind, event.key),
  kind: event.kind,
  account: event.account,
  seq: event.seq,
  topics,
  view,
  say: (context) => sayEvent(view, event, context),
});

/** A unit's value as JSON, with its account where the hearing wants it; `undefined` when there are no words. */
export const unitText = (hearing: Hearing, unit: Unit, context: EncodeContext): string | undefined => {
  const message = unit.say(context);
  if (message === undefined) return undefined;
  return JSON.stringify(hearing.namesAccount ? nameAccount(message, unit.account) : message);
};

/** Which unit: cheap to keep, and looked up when it is to be said. */
export interface UnitName {
  readonly unitId: string;
  readonly account: string;
  readonly kind: Kind;
  /** Key of a fact; absent for a collected list. */
  readonly key?: string;
}

/** The name of a fact's unit, or of the list that collects it. */
export const unitNameOf = (hearing: Hearing, fact: { account: string; kind: Kind; key: string }): UnitName => {
  const { account, kind, key } = fact;
  const collects = viewOf(hearing.dialect, kind)?.mode === 'collect';
  if (collects) return { unitId: listUnitId(account, kind), account, kind };
  return { unitId: unitIdOf(account, kind, key), account, kind, key };
};

/** The names of all units that a hearing may have, in the order in which snapshots are sent. Goes on over changes. */
export function* unitNames(
  hearing: Hearing,
  state: RetainedState,
  only?: ReadonlySet<Kind>,
): Generator<UnitName, void, undefined> {
  for (const kind of kindsOf(hearing.dialect)) {
    if (only?.has(kind) === false) continue;
    const collects = viewOf(hearing.dialect, kind)?.mode === 'collect';
    for (const account of accountsOf(hearing, state, kind)) {
      if (collects) yield { unitId: listUnitId(account, kind), account, kind };
      else for (const event of state.values(account, kind)) yield unitNameOf(hearing, event);
    }
  }
}

/** A unit in the version that counts; `undefined` when it is gone, not heard, or not sent yet. */
export const unitNamed = (
  name: UnitName,
  at: { hearing: Hearing; state: RetainedState; versions: Versions },
): Unit | undefined => {
  const { hearing, state, versions } = at;
  const view = viewOf(hearing.dialect, name.kind);
  if (view === undefined) return undefined;
  if (view.mode === 'collect') {
    if (!hearing.topics.has(view.topic)) return undefined;
    return listUnit(view, name.account, name.kind, versions.listOf(name.account, name.kind));
  }
  const event = name.key === undefined ? undefined : state.value(name.account, name.kind, name.key);
  if (event === undefined) return undefined;
  const topics = hearing.dialect.topicsOf(event);
  if (!topics.some((topic) => hearing.topics.has(topic))) return undefined;
  const sent = versions.eventOf(name.unitId);
  return sent === 'unsent' ? undefined : eventUnit(view, sent ?? event, topics);
};

/** Whether the version that counts is older than the state's: a newer one will come without anything being published. */
export const isBehind = (name: UnitName, at: { state: RetainedState; versions: Versions }): boolean =>
  name.key === undefined
    ? at.versions.listOf(name.account, name.kind).changedSeq < at.state.listSeq(name.account, name.kind)
    : at.versions.eventOf(name.unitId) !== undefined;

/** All units of a hearing in the versions that count, in the order in which snapshots are sent. */
export function* unitsOf(hearing: Hearing, state: RetainedState, versions: Versions): Iterable<Unit> {
  for (const name of unitNames(hearing, state)) {
    const unit = unitNamed(name, { hearing, state, versions });
    if (unit !== undefined) yield unit;
  }
}

/** The units of some kinds in their newest versions. */
export function* unitsToRepeat(
  hearing: Hearing,
  state: RetainedState,
  repeated: ReadonlySet<Kind>,
): Generator<Unit, void, undefined> {
  const versions = versionsAtHead(state);
  for (const name of unitNames(hearing, state, repeated)) {
    const unit = unitNamed(name, { hearing, state, versions });
    if (unit !== undefined) yield unit;
  }
}

/** The versions of the state itself, for a reader that will be the first of its audience. */
export const versionsAtHead = (state: RetainedState): Versions => ({
  eventOf: () => undefined,
  listOf: (account, kind) => state.list(account, kind),
});

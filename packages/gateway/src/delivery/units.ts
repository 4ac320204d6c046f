import { kinds, sharedAccount } from '@pitwall/model';
import type { Kind, SequencedEvent } from '@pitwall/model';
import type { EncodeContext, JsonObject } from '@pitwall/dialects';
import type { RetainedState } from '../state/retained-state.ts';
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
export interface SentList {
  readonly changedSeq: number;
  readonly events: readonly SequencedEvent[];
}

/** Which versions count as the present ones: an audience's sent ones, or simply the state's. */
export interface Versions {
  /** The sent version of a fact whose newest waits; `'unsent'` when none was sent yet; `undefined` when the newest was sent. */
  eventOf(unitId: string): SequencedEvent | 'unsent' | undefined;
  listOf(account: string, kind: Kind): SentList;
}

const accountsOf = (hearing: Hearing, state: RetainedState, kind: Kind): Iterable<string> => {
  if (kinds[kind].shared) return [sharedAccount];
  return hearing.accounts === '*' ? state.accounts() : hearing.accounts;
};

const listUnit = (view: AnyView & { mode: 'collect' }, account: string, kind: Kind, list: SentList): Unit => ({
  unitId: listUnitId(account, kind),
  kind,
  account,
  seq: list.changedSeq,
  topics: [view.topic],
  view,
  say: (context) => sayList(view, list.events, context),
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

/** All units of a hearing in the versions that count, in the order in which snapshots are sent. */
export function* unitsOf(hearing: Hearing, state: RetainedState, versions: Versions): Iterable<Unit> {
  for (const kind of kindsOf(hearing.dialect)) {
    const view = viewOf(hearing.dialect, kind);
    if (view === undefined) continue;
    for (const account of accountsOf(hearing, state, kind)) {
      if (view.mode === 'collect') {
        if (hearing.topics.has(view.topic)) yield listUnit(view, account, kind, versions.listOf(account, kind));
        continue;
      }
      for (const event of state.values(account, kind)) {
        const topics = hearing.dialect.topicsOf(event);
        if (!topics.some((topic) => hearing.topics.has(topic))) continue;
        const sent = versions.eventOf(unitIdOf(account, kind, event.key));
        if (sent !== 'unsent') yield eventUnit(view, sent ?? event, topics);
      }
    }
  }
}

/** The versions of the state itself, for a reader that will be the first of its audience. */
export const versionsAtHead = (state: RetainedState): Versions => ({
  eventOf: () => undefined,
  listOf: (account, kind) => state.list(account, kind),
});

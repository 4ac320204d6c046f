import { kinds, removalOf } from '@pitwall/model';
import type { EventDraft, Kind, TelemetryEvent, TimeMs } from '@pitwall/model';
import type { Publication } from '@pitwall/dialects';
import { accountFor, admit } from './admission.ts';
import { laneOf } from './lanes.ts';
import type { Publisher } from './publisher.ts';
import type { RetainedReading } from './retained-reading.ts';

/** A list of which its publisher says that it is whole: what it does not contain has ended. */
export interface WholeList {
  readonly account: string;
  readonly kind: Kind;
  readonly replaces: Required<Publication>['replaces'];
  /** Name of its publisher: a list is whole as far as this one knows, and ends no fact of another. */
  readonly publisher: string;
  readonly drafts: readonly EventDraft[];
  /** The drafts as the events that they become. */
  readonly facts: readonly TelemetryEvent[];
}

/**
 * Reads a whole list, after its publisher's right to end facts there. Throws `FORBIDDEN_KIND` or `FORBIDDEN_ACCOUNT`,
 * and what admission throws for a bad row: of a list that cannot be read nothing is known to be absent.
 */
export const readWholeList = (
  publisher: Publisher,
  { drafts, replaces }: Required<Publication>,
  receivedAt: TimeMs,
): WholeList => ({
  account: accountFor(publisher, replaces),
  kind: replaces.kind,
  replaces,
  publisher: publisher.name,
  drafts,
  facts: drafts.map((draft) => admit(publisher, draft, receivedAt)),
});

/** The lanes of a whole list: those of its facts, and that of what it may end. */
export const lanesOf = (list: WholeList): ReadonlySet<string> => new Set([laneOf(list), ...list.facts.map(laneOf)]);

/** Drafts that end the retained facts of its publisher which a whole list could contain and no longer does. */
export const endingsOf = (list: WholeList, state: RetainedReading): readonly EventDraft[] => {
  const lane = laneOf(list);
  const kept = new Set(list.facts.filter((fact) => laneOf(fact) === lane).map(({ key }) => key));
  const { occurredAt, couldTell = () => true } = list.replaces;
  const given = {
    ...(kinds[list.kind].shared ? {} : { account: list.account }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
  };
  const endings: EventDraft[] = [];
  for (const event of state.values(list.account, list.kind)) {
    const isAbsent = event.publisher === list.publisher && !kept.has(event.key) && couldTell(event);
    const removal = isAbsent ? removalOf(event) : undefined;
    if (removal !== undefined) endings.push({ ...removal, ...given });
  }
  return endings;
};

/** The id of a fact of a keyed message: its number among the facts. */
export const factId = (key: string, index: number): string => `${key}#${index}`;

/** The id of an ending, counted apart from the facts: how many they are moves no id. */
export const endingId = (key: string, index: number): string => `${key}#ended/${index}`;

import { readdirSync, readFileSync } from 'node:fs';
import { PitwallError, type SequencedEvent } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { Json, JsonObject } from '../json.ts';
import type { EncodeContext } from '../view.ts';
import { sequenced } from './arbitrary-data.fixture.ts';
import { isJsonObject } from './page-object.ts';

/** The example files of a dialect by name, parsed. */
export const readFixtures = (folder: URL): ReadonlyMap<string, Json> =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
  );

const live: EncodeContext = { occasion: 'live', nowMs: 1_702_500_000_500 };

/** What a dialect says of a fact, as its readers get it: undefined members do not travel. */
export const say = (dialect: Dialect, event: SequencedEvent, context: EncodeContext = live): JsonObject | undefined => {
  const view = dialect.views[event.kind];
  if (view === undefined) return undefined;
  return asSent(Reflect.apply(view.encode, view, [view.mode === 'collect' ? [event] : event, context]));
};

/** What a dialect says of several facts: those of a kind that it collects in one message. */
export const sayAll = (
  dialect: Dialect,
  events: readonly SequencedEvent[],
  context: EncodeContext = live,
): readonly (JsonObject | undefined)[] => {
  const [first] = events;
  const view = first === undefined ? undefined : dialect.views[first.kind];
  if (view?.mode !== 'collect') return events.map((event) => say(dialect, event, context));
  return [asSent(Reflect.apply(view.encode, view, [events, context]))];
};

const asSent = (message: unknown): JsonObject | undefined => {
  const sent: unknown = message === undefined ? undefined : JSON.parse(JSON.stringify(message));
  return isJsonObject(sent) ? sent : undefined;
};

/** Takes in a page's message as ingest does. */
export const understand = (dialect: Dialect, message: unknown): readonly SequencedEvent[] =>
  dialect
    .decodeEvent(message, { receivedAt: 1_702_500_000_123 })
    .drafts.map(({ kind, data, ...around }) => sequenced(kind, data, around));

/** Says again what was understood of a message. */
export const throughTheModel = (dialect: Dialect, message: unknown): readonly (JsonObject | undefined)[] =>
  sayAll(dialect, understand(dialect, message));

/** Why a message is refused; `undefined` when it is not. Any other error is a fault and comes through. */
export const refusalOf = (dialect: Dialect, message: unknown): PitwallError | undefined => {
  try {
    understand(dialect, message);
    return undefined;
  } catch (error) {
    if (error instanceof PitwallError) return error;
    throw error;
  }
};

import type { TopicsOf } from '../view.ts';
import { fleetMessages } from './schemas.ts';

/** The names of the page's messages, which are the topics here. */
export const fleetTopics: readonly string[] = fleetMessages.map((message) => message.type);

const topicByKind: ReadonlyMap<string, readonly string[]> = new Map(
  fleetMessages.map(({ kind, type }) => [kind, [type]]),
);

/** The one topic of a fact: its message type. */
export const topicsOf: TopicsOf = (event) => topicByKind.get(event.kind) ?? [];

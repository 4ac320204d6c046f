import type { TopicsOf } from '../view.ts';
import { carryMessages } from './schemas.ts';
import { isSystemLog } from './system-log.ts';

/** The names of the page's messages, which are the topics here. */
export const carryTopics: readonly string[] = carryMessages.map(({ type }) => type);

const topicByKind: ReadonlyMap<string, readonly string[]> = new Map(
  carryMessages.map(({ kind, type }) => [kind, [type]]),
);

/** The topic of a fact; lines below INFO and those of backtests are none of the system's log. */
export const topicsOf: TopicsOf = (event) =>
  event.kind === 'log' && !isSystemLog(event.data) ? [] : (topicByKind.get(event.kind) ?? []);

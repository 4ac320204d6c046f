import type { JsonObject } from '@pitwall/model';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { isJsonObject } from '../wire/page-object.ts';

/** The example files of this page by name, parsed. */
export const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

/** The examples that tell facts, in the page's order. */
export const facts = [
  'trades',
  'bots',
  'balances',
  'decisions',
  'metrics',
  'whale',
  'alerts',
  'system-health',
  'wallet',
  'ai-tasks',
];

/** When the messages of the page were said. */
export const ts = '2026-01-14T16:30:00.000Z';

/** An example of the page. */
export const example = (name: string): unknown => structuredClone(fixtures.get(name));

/** The data of an example. */
export const dataOfExample = (name: string): JsonObject => {
  const message = fixtures.get(name);
  const data = isJsonObject(message) ? message['data'] : undefined;
  return isJsonObject(data) ? data : {};
};

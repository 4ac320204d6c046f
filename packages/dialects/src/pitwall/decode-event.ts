import { describeFound, isKind, PitwallError, sharedAccount } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { Json } from '../json.ts';
import { asDraft } from '../wire/assertions.ts';
import { isJsonObject } from '../wire/page-object.ts';

/** What of a recorded message is its publisher's to say. What the gateway added is said anew. */
const published = ['source', 'occurredAt', 'marketTime', 'runId', 'extra'] as const;

/**
 * A recorded `event` or `snapshot`, to be published again. Shared facts have no account of their own. Whether the data fit the
 * kind ingest checks.
 */
export const decodeEvent: Dialect['decodeEvent'] = (message) => {
  if (!isJsonObject(message)) throw untranslatable('', message, 'an object');
  const { type, kind, account, data } = message;
  if (type === 'delta') {
    throw untranslatable(
      '/type',
      type,
      'event or snapshot: a delta is no whole fact, so record a stream without `delta`',
    );
  }
  if (type !== 'event' && type !== 'snapshot') throw untranslatable('/type', type, 'event or snapshot');
  if (typeof kind !== 'string' || !isKind(kind)) throw untranslatable('/kind', kind, 'a kind of docs/kinds.md');
  const own: Record<string, Json | undefined> = {};
  for (const field of published) if (Object.hasOwn(message, field)) own[field] = message[field];
  if (account !== undefined && account !== sharedAccount) own['account'] = account;
  return { drafts: [asDraft({ kind, data, ...own })] };
};

const untranslatable = (path: string, value: unknown, expected: string): PitwallError => {
  const found = describeFound(value);
  return new PitwallError('UNTRANSLATABLE', `${path === '' ? 'the message' : path} is ${found}, expected ${expected}`, {
    problems: [{ path, found, expected }],
  });
};

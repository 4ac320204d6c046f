import { callApi, errorText, refusedRequest } from '../api/api-client.ts';
import type { ApiAddress, ApiAnswer, ApiParts } from '../api/api-client.ts';
import { present } from '../present.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import type { Chunk } from './chunks.ts';
import type { Item } from './item.ts';

/** Where and how to publish. */
export interface PublishTarget {
  readonly address: ApiAddress;
  /** A dialect, for messages of its page; absent: canonical events. */
  readonly dialect?: string;
  /** Makes ids of line numbers, so that publishing a file twice writes it once. */
  readonly idPrefix?: string;
  /** Who the events are from that do not say; it is told to live for as long as there is something to publish. */
  readonly source?: string;
}

/** An item that was refused, and why. */
export interface Refusal {
  readonly line: number;
  readonly reason: string;
}

/** What became of a chunk. */
export interface ChunkOutcome {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refusals: readonly Refusal[];
}

/** Sends a chunk. Throws when the whole of it is refused for a reason that the next one would meet too. */
export const postChunk = async (chunk: Chunk, target: PublishTarget, parts: ApiParts): Promise<ChunkOutcome> => {
  const { address, dialect, idPrefix } = target;
  const body = chunk.items.map((item) => textOfItem(item, target)).join('\n');
  const answer = await callApi(
    address,
    {
      method: 'POST',
      path: dialect === undefined ? '/v1/events' : `/v1/ingest/${encodeURIComponent(dialect)}`,
      body,
      contentType: 'application/x-ndjson',
      repeatable: idPrefix !== undefined,
      ...(dialect === undefined || idPrefix === undefined
        ? {}
        : { idempotencyKey: `${idPrefix}${chunk.items[0]?.line ?? 0}` }),
    },
    parts,
  );
  const { results } = fieldsOf(answer.body);
  if (Array.isArray(results)) return outcomeOf(chunk, results);
  if (answer.status < 500 && ![401, 403, 404, 415, 421, 429].includes(answer.status))
    return wholeRefused(chunk, answer);
  throw refusedRequest(answer);
};

/**
 * Canonical events get their id and source as text, so that no number is read and written anew. They go first: what an
 * event says itself comes later, and the later one counts.
 */
const textOfItem = ({ text, line }: Item, { dialect, idPrefix, source }: PublishTarget): string => {
  if (dialect !== undefined || !text.startsWith('{')) return text;
  const fields = { ...(idPrefix === undefined ? {} : { id: `${idPrefix}${line}` }), ...present({ source }) };
  const added = JSON.stringify(fields).slice(1, -1);
  if (added === '') return text;
  const comma = /^\{\s*\}$/.test(text) ? '' : ',';
  return `{${added}${comma}${text.slice(1)}`;
};

const outcomeOf = ({ items }: Chunk, results: readonly unknown[]): ChunkOutcome => {
  const answers = results.map(fieldsOf);
  const taken = answers.filter(({ ok }) => ok === true);
  const refusals = answers
    .map((answer, index) => ({ answer, index }))
    .filter(({ answer }) => answer['ok'] !== true)
    .map(({ answer, index }) => ({ line: items[placeOf(answer, index)]?.line ?? 0, reason: reasonOf(answer) }));
  return { accepted: taken.length, duplicates: taken.filter(({ duplicate }) => duplicate === true).length, refusals };
};

/** Which item of the request an answer is about. */
const placeOf = ({ line, item }: Fields, index: number): number => {
  if (typeof item === 'number') return item;
  return typeof line === 'number' ? line - 1 : index;
};

const reasonOf = ({ error }: Fields): string => {
  const { code, message } = fieldsOf(error);
  return `${textOf(code)}: ${textOf(message)}`;
};

const wholeRefused = ({ items }: Chunk, answer: ApiAnswer): ChunkOutcome => ({
  accepted: 0,
  duplicates: 0,
  refusals: items.map(({ line }) => ({ line, reason: errorText(answer) })),
});

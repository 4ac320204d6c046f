import { PitwallError } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Clock } from '../clock.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { PublishResult } from '../ingest/publish-result.ts';
import { wrongParameter } from './error-body.ts';
import { describeBody, publishResponses } from './events-route.ts';
import type { HttpScope } from './http-scope.ts';
import type { ItemResult } from './publish-answer.ts';
import type { PublishDesk, PublishItems } from './publish-scope.ts';

/** Messages of one request whose facts wait for the log together; the log's own queue is bounded too. */
const messagesInFlight = 256;

/** Longest key; with what is added for item and fact it must fit an event's id of 200 characters. */
const maxIdempotencyKeyLength = 160;

const printable = /^[\x21-\x7e]+$/;

const idempotencyKeyOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length <= maxIdempotencyKeyLength && printable.test(key)) return key;
  const expected = `1 to ${maxIdempotencyKeyLength} printable characters without spaces`;
  throw wrongParameter('Idempotency-Key', String(key), expected);
};

/** Finds a dialect by its name in the path. Throws `NOT_FOUND` that names those that there are. */
export const dialectNamed = (dialects: readonly Dialect[], name: string, done: 'published' | 'polled'): Dialect => {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found !== undefined) return found;
  const known = dialects.map((dialect) => dialect.name).join(', ') || 'none';
  throw new PitwallError(
    'NOT_FOUND',
    `No dialect ${JSON.stringify(name.slice(0, 60))} can be ${done} here; those that can: ${known}`,
  );
};

/** Publishes one request's messages in order. */
class MessageRun {
  readonly #ingest: Ingest;
  readonly #dialect: Dialect;
  readonly #clock: Clock;

  constructor(parts: { ingest: Ingest; dialect: Dialect; clock: Clock }) {
    this.#ingest = parts.ingest;
    this.#dialect = parts.dialect;
    this.#clock = parts.clock;
  }

  /** Whether a message says that a list is whole: what it ends is seen only when all before it is written. */
  replacesList(message: unknown): boolean {
    try {
      return this.#dialect.decodeEvent(message, { receivedAt: this.#clock.now() }).replaces !== undefined;
    } catch {
      // Whoever publishes it finds the same and answers it.
      return false;
    }
  }

  publisher(key: string | undefined, single: boolean, desk: PublishDesk): PublishItems {
    return async (publisher, { items }) => {
      const written: Promise<readonly PublishResult[]>[] = [];
      let first = 0;
      for (const [index, item] of items.entries()) {
        if ('error' in item) {
          written.push(Promise.resolve([desk.refuse(item)]));
          continue;
        }
        if (!single && (index - first >= messagesInFlight || this.replacesList(item.value))) {
          await Promise.all(written.slice(first));
          first = index;
        }
        const itemKey = key === undefined || single ? key : `${key}/${index}`;
        written.push(this.#ingest.publishMessage(publisher, this.#dialect, item.value, itemKey));
      }
      const results: ItemResult[] = [];
      for (const [index, ofMessage] of (await Promise.all(written)).entries()) {
        const { line } = items[index] ?? {};
        const from = { item: index, ...(line === undefined ? {} : { line }) };
        for (const result of ofMessage) results.push({ result, ...from });
      }
      return results;
    };
  }
}

/** `POST /v1/ingest/:dialect`: messages in a page's own words. */
export const addIngestRoute = (
  scope: HttpScope,
  parts: { readonly ingest: Ingest; readonly dialects: readonly Dialect[]; readonly clock: Clock },
  desk: PublishDesk,
): void => {
  scope.post(
    '/v1/ingest/:dialect',
    {
      schema: {
        tags: ['publish'],
        summary: 'Publish messages of a page',
        description: `Messages in the words of a dialect: ${parts.dialects.map(({ name }) => name).join(', ')}.`,
        security: [{ bearer: [] }],
        params: Type.Object({ dialect: Type.String() }),
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String()) }),
        body: describeBody({ type: 'object' }, { type: 'array', items: { type: 'object' } }),
        response: publishResponses,
      },
    },
    async (request, reply) => {
      const dialect = dialectNamed(parts.dialects, request.params.dialect, 'published');
      const key = idempotencyKeyOf(request);
      const run = new MessageRun({ ...parts, dialect });
      return desk.take(request, reply, (publisher, body) => run.publisher(key, body.single, desk)(publisher, body));
    },
  );
};

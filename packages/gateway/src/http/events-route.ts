import { Envelope } from '@pitwall/model';
import { Type } from 'typebox';
import type { Ingest } from '../ingest/ingest.ts';
import { described } from './described.ts';
import { ErrorBody } from './error-body.ts';
import type { HttpScope } from './http-scope.ts';
import { PublishAnswer } from './publish-answer.ts';
import type { ItemResult } from './publish-answer.ts';
import type { PublishDesk, PublishItems } from './publish-scope.ts';

/** Media types of a publishing body, for the description of a route. */
export const describeBody = (item: object, many: object) => ({
  content: {
    'application/json': { schema: { anyOf: [item, many] } },
    'application/x-ndjson': { schema: { type: 'string', description: 'One JSON value a line.' } },
  },
});

/** Answers that every publishing route may give, for the description of a route. */
export const publishResponses = {
  200: described(PublishAnswer),
  207: described(PublishAnswer),
  '4xx': described(Type.Union([ErrorBody, PublishAnswer])),
  '5xx': described(Type.Union([ErrorBody, PublishAnswer])),
};

const publishEvents =
  (ingest: Ingest, desk: PublishDesk): PublishItems =>
  async (publisher, { items }) => {
    const readable = items.flatMap((item) => ('value' in item ? [item.value] : []));
    const published = (await ingest.publish(publisher, readable)).values();
    const results: ItemResult[] = [];
    for (const item of items) {
      const line = item.line === undefined ? {} : { line: item.line };
      if ('error' in item) {
        results.push({ result: desk.refuse(item), ...line });
        continue;
      }
      const next = published.next();
      if (next.done !== true) results.push({ result: next.value, ...line });
    }
    return results;
  };

/** `POST /v1/events`: canonical events, each with a result of its own. */
export const addEventsRoute = (scope: HttpScope, ingest: Ingest, desk: PublishDesk): void => {
  const publish = publishEvents(ingest, desk);
  scope.post(
    '/v1/events',
    {
      schema: {
        tags: ['publish'],
        summary: 'Publish events',
        description:
          'One event, a list of them, or NDJSON. Each has its own result; one bad event never sinks the others.',
        security: [{ bearer: [] }],
        body: describeBody(Envelope, Type.Array(Envelope)),
        response: publishResponses,
      },
    },
    (request, reply) => desk.take(request, reply, publish),
  );
};

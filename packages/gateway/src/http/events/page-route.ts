import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { described } from '../described.ts';
import { ErrorBody, wrongParameter } from '../error-body.ts';
import type { HttpOptions } from '../http-options.ts';
import type { HttpParts } from '../http-parts.ts';
import type { HttpScope } from '../http-scope.ts';
import { parsePollCursor } from '../poll-cursor.ts';
import type { PollDesk } from '../poll-desk.ts';
import { waitMsNamed } from '../poll-request.ts';
import { StandingAdmission } from '../standing-admission.ts';
import { answerPage } from './page-answer.ts';
import { admitWatch, watchParameters } from './watch-query.ts';

const PageQuery = Type.Object({
  since: Type.Optional(
    Type.String({ description: 'The cursor of the last page or of any message. Absent: present states.' }),
  ),
  limit: Type.Optional(Type.String({ description: 'Most events in the page. Default and most: 1000.' })),
  wait: Type.Optional(Type.String({ description: 'Seconds to wait for something new. Default 0, at most 25.' })),
  ...watchParameters,
});

const Page = Type.Object({
  cursor: Type.String({ description: 'Give it back as `since`. Opaque.' }),
  seq: Type.String({ description: '`<epoch>.<seq>`: the same place for the `since` of a WebSocket or a stream.' }),
  recovered: Type.Boolean({
    description: 'Whether this goes on where `since` was; else these are the present states.',
  }),
  more: Type.Boolean({ description: 'Whether there is more already: ask again at once.' }),
  events: Type.Array(
    Type.Unsafe<object>({
      type: 'object',
      description: 'An event with its cursor in `seq`; with `snapshot: true` the present value of its key.',
    }),
  ),
});

const limitNamed = (limit: string | undefined, most: number): number => {
  if (limit === undefined) return most;
  if (!/^[1-9][0-9]{0,8}$/.test(limit)) throw wrongParameter('limit', limit, 'a number of events, at least 1');
  return Math.min(Number(limit), most);
};

const schema = {
  tags: ['watch'],
  summary: 'Read events',
  description:
    'What came after a cursor: each event that must arrive, once and in order, then the present value of each key that changed. With `Accept: application/x-ndjson` an event a line, and a last line with the rest.',
  security: [{ bearer: [] }, { cookie: [] }, {}],
  querystring: PageQuery,
  response: { 200: described(Page), '4xx': described(ErrorBody), '5xx': described(ErrorBody) },
};

/** What a page is made with. */
export interface PageRouteParts {
  readonly options: HttpOptions;
  readonly parts: HttpParts;
  readonly desk: PollDesk;
}

/** Reads a page; one that waits is answered at once when its token ends. */
const readPage = async (
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  query: Static<typeof PageQuery>,
  { options, parts, desk }: PageRouteParts,
) => {
  const since = query.since === undefined ? undefined : parsePollCursor(query.since);
  const maxMessages = limitNamed(query.limit, options.maxPollMessages);
  const waitMs = waitMsNamed(query.wait, options.maxPollWaitMs);
  const { admission, hearing } = await admitWatch(request, query, parts.identity);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const { clock, identity } = parts;
  const standing = new StandingAdmission(admission, { clock, identity, onEnd: () => gone.abort() });
  try {
    const client = { address: request.ip, gone: gone.signal };
    const outcome = await desk.outcome({ hearing, since, waitMs, maxMessages }, client);
    standing.assertStands();
    return { outcome, hearing };
  } finally {
    standing.stop();
  }
};

/** `GET /v1/events`: canonical events after a cursor, in pages, by the one way that polls of dialects go too. */
export const addPageRoute = (scope: HttpScope, route: PageRouteParts): void => {
  const { epoch } = route.parts.delivery;
  scope.get('/v1/events', { schema }, async (request, reply): Promise<FastifyReply> => {
    const { outcome, hearing } = await readPage({ request, reply }, request.query, route);
    return answerPage(reply, outcome, { hearing, epoch });
  });
};

import type { Dialect } from '@pitwall/dialects';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { described } from './described.ts';
import { ErrorBody } from './error-body.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { dialectNamed } from './ingest-route.ts';
import { parsePollCursor } from './poll-cursor.ts';
import type { PollAsked, PollDesk } from './poll-desk.ts';
import { hearingOfPoll, topicsNamed, waitMsNamed } from './poll-request.ts';
import { entryOf, entryParameters, presentedBy } from './request-entry.ts';
import { StandingAdmission } from './standing-admission.ts';

const PollQuery = Type.Object({
  since: Type.Optional(Type.String({ description: 'The cursor of the last answer. Absent: present states.' })),
  types: Type.Optional(Type.String({ description: 'Topics, separated by commas. Default: all of the dialect.' })),
  wait: Type.Optional(Type.String({ description: 'Seconds to wait for something new. Default 0, at most 25.' })),
  ...entryParameters,
});

const PollBody = Type.Object({
  cursor: Type.String({ description: 'Give it back as `since`. Opaque.' }),
  seq: Type.String({ description: '`<epoch>.<seq>`: the same place for a WebSocket’s `since`.' }),
  recovered: Type.Boolean({
    description: 'Whether this goes on where `since` was; else these are the present states.',
  }),
  messages: Type.Array(Type.Unsafe<object>({ type: 'object', description: 'A message of the dialect.' })),
  more: Type.Boolean({ description: 'Whether there is more already: ask again at once.' }),
});

/** Name of the main listener, as routes of policies have it. */
const mainListener = 'main';

/** What polls work with. */
export interface PollRouteParts {
  readonly options: HttpOptions;
  readonly parts: HttpParts;
  readonly desk: PollDesk;
}

/** Whose poll is answered. */
interface PollClient {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly standing: (onEnd: () => void) => StandingAdmission;
}

/** What somebody polls. */
interface PollEntry {
  readonly dialect: Dialect;
  /**
   * Where the dialect is spoken over WebSockets: the poll's policy is that route's. Never read from the request, whose path
   * may be escaped and reach the poll all the same.
   */
  readonly path: string;
  readonly query: Static<typeof PollQuery>;
}

/** Lets somebody in, and reads what is asked for. */
const admitPoll = async (request: FastifyRequest, asked: PollEntry, { options, parts }: PollRouteParts) => {
  const { dialect, path, query } = asked;
  const { clock, identity, listenerOf } = parts;
  const topics = topicsNamed(dialect, query.types, options.maxPollTopics);
  const waitMs = waitMsNamed(query.wait, options.maxPollWaitMs);
  const since = query.since === undefined ? undefined : parsePollCursor(query.since);
  const listener = listenerOf?.(request.raw) ?? mainListener;
  const policy = identity.policies.forRoute({ listener, path, dialect });
  const entry = entryOf(request, { policy, accounts: dialect.traits.accounts, route: dialect.name }, query);
  const admission = await identity.doorkeeper.admit(presentedBy(request, query), entry);
  const hearing = hearingOfPoll({ dialect, accounts: admission.accounts, topics, cursor: since !== undefined });
  const standing: PollClient['standing'] = (onEnd) => new StandingAdmission(admission, { clock, identity, onEnd });
  return { asked: { hearing, since, waitMs }, standing };
};

/** Answers a poll; one that waits is answered at once when its token ends. */
const answerPoll = async (client: PollClient, asked: PollAsked, desk: PollDesk): Promise<FastifyReply> => {
  const { request, reply } = client;
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const standing = client.standing(() => gone.abort());
  try {
    const outcome = await desk.outcome(asked, { address: request.clientAddress, gone: gone.signal });
    standing.assertStands();
    return desk.answer(reply, outcome, asked.hearing);
  } finally {
    standing.stop();
  }
};

const schema = {
  tags: ['watch'],
  summary: 'Poll a dialect',
  security: [{ bearer: [] }, { cookie: [] }, {}],
  querystring: PollQuery,
  response: { 200: described(PollBody), '4xx': described(ErrorBody), '5xx': described(ErrorBody) },
};

/** Adds the paths that pages say, each for the one dialect whose it is. */
const addPagePolls = (scope: HttpScope, polled: readonly Dialect[], route: PollRouteParts): void => {
  for (const dialect of polled) {
    for (const pollPath of dialect.traits.routes.poll ?? []) {
      const path = pollPath.replace(/\/poll$/, '');
      const options = { exposeHeadRoute: false, schema: { ...schema, summary: `Poll ${dialect.name}` } };
      scope.get(pollPath, options, async (request, reply) => {
        const { asked, standing } = await admitPoll(request, { dialect, path, query: request.query }, route);
        return answerPoll({ request, reply, standing }, asked, route.desk);
      });
    }
  }
};

/** `GET /ws/:dialect/poll` and the pages' own paths: what a WebSocket of the dialect would say, for networks that let none through. */
export const addPollRoutes = (scope: HttpScope, route: PollRouteParts): void => {
  const { parts, desk } = route;
  const polled = parts.dialects.filter((dialect) => dialect.traits.offersPolling);
  addPagePolls(scope, polled, route);
  scope.get(
    '/ws/:dialect/poll',
    { exposeHeadRoute: false, schema: { ...schema, params: Type.Object({ dialect: Type.String() }) } },
    async (request, reply) => {
      const dialect = dialectNamed(polled, request.params.dialect, 'polled');
      const entry = { dialect, path: `/ws/${dialect.name}`, query: request.query };
      const { asked, standing } = await admitPoll(request, entry, route);
      return answerPoll({ request, reply, standing }, asked, desk);
    },
  );
};

import { formatCursor, PitwallError } from '@pitwall/model';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Hearing } from '../delivery/hearing.ts';
import { described } from './described.ts';
import { namesTag } from './entity-tag.ts';
import { ErrorBody } from './error-body.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import type { HttpScope } from './http-scope.ts';
import { dialectNamed } from './ingest-route.ts';
import { Poll } from './poll.ts';
import type { PollPage } from './poll.ts';
import { formatPollCursor, parsePollCursor, scopeOf } from './poll-cursor.ts';
import type { PollCursor } from './poll-cursor.ts';
import { hearingOfPoll, topicsNamed, waitMsNamed } from './poll-request.ts';
import { PollWaits } from './poll-waits.ts';
import { readWatchRequest } from './watch-request.ts';

const PollQuery = Type.Object({
  since: Type.Optional(Type.String({ description: 'The cursor of the last answer. Absent: present states.' })),
  types: Type.Optional(Type.String({ description: 'Topics, separated by commas. Default: all of the dialect.' })),
  account: Type.Optional(Type.String({ description: 'One account, or * for all that may be seen.' })),
  wait: Type.Optional(Type.String({ description: 'Seconds to wait for something new. Default 0, at most 25.' })),
  token: Type.Optional(Type.String()),
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

/** What one request's answer is made of. */
interface PollOutcome extends PollPage {
  readonly recovered: boolean;
}

const isExpired = (thrown: unknown): boolean => thrown instanceof PitwallError && thrown.code === 'CURSOR_EXPIRED';

/** Reads from a cursor, or anew where the cursor can no longer be honoured: never with a silent gap. */
const readSince = async (poll: Poll, since: PollCursor | undefined, at: { epoch: string; scope: string }) => {
  if (since !== undefined && since.epoch === at.epoch && poll.honours(since)) {
    const statesThroughSeq = since.scope === at.scope ? since.statesThroughSeq : undefined;
    try {
      return { ...(await poll.read({ everySeq: since.everySeq, statesThroughSeq })), recovered: true };
    } catch (thrown) {
      if (!isExpired(thrown)) throw thrown;
    }
  }
  return { ...(await poll.read(poll.fresh())), recovered: false };
};

/** Answers polls of all dialects. */
class PollDesk {
  readonly #options: HttpOptions;
  readonly #parts: HttpParts;
  readonly waits: PollWaits;

  constructor(options: HttpOptions, parts: HttpParts) {
    this.#options = options;
    this.#parts = parts;
    this.waits = new PollWaits(options, parts);
  }

  async outcome(
    asked: { readonly hearing: Hearing; readonly since: PollCursor | undefined; readonly waitMs: number },
    client: { readonly address: string; readonly gone: AbortSignal },
  ): Promise<PollOutcome> {
    const { clock, delivery } = this.#parts;
    const { hearing, since } = asked;
    const deadlineMs = clock.monotonicMs() + asked.waitMs;
    const poll = new Poll(this.#options, { delivery, hearing, isGone: () => client.gone.aborted });
    let outcome: PollOutcome = await readSince(poll, since, { epoch: delivery.epoch, scope: scopeOf(hearing) });
    while (outcome.recovered && outcome.texts.length === 0 && !outcome.more) {
      const waitMs = deadlineMs - clock.monotonicMs();
      if (waitMs <= 0 || client.gone.aborted) break;
      // What was published since the read is not waited for.
      const isNew = poll.streamSeq > outcome.position.everySeq;
      if (!isNew && (await this.waits.wait({ ...client, hearing, waitMs })) === 'over') break;
      outcome = await this.#readOn(poll, outcome);
    }
    return outcome;
  }

  async #readOn(poll: Poll, outcome: PollOutcome): Promise<PollOutcome> {
    try {
      return { ...(await poll.read(outcome.position)), recovered: true };
    } catch (thrown) {
      if (!isExpired(thrown)) throw thrown;
      return { ...(await poll.read(poll.fresh())), recovered: false };
    }
  }

  answer(reply: FastifyReply, outcome: PollOutcome, hearing: Hearing): FastifyReply {
    const { epoch } = this.#parts.delivery;
    const { position, recovered, texts, more } = outcome;
    const cursor = formatPollCursor(epoch, position, scopeOf(hearing));
    const tag = `"${cursor}"`;
    void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'Origin, Authorization, Cookie' });
    const nothingNew = recovered && texts.length === 0 && !more;
    if (nothingNew && namesTag(reply.request.headers['if-none-match'], tag)) return reply.code(304).send();
    const seq = formatCursor({ epoch, seq: position.everySeq });
    const head = JSON.stringify({ cursor, seq, recovered }).slice(0, -1);
    return reply
      .type('application/json; charset=utf-8')
      .send(`${head},"messages":[${texts.join(',')}],"more":${more}}`);
  }
}

/** `GET /ws/:dialect/poll`: what a WebSocket of the dialect would say, for networks that let none through. */
export const addPollRoute = (scope: HttpScope, options: HttpOptions, parts: HttpParts): void => {
  const polled = parts.dialects.filter((dialect) => dialect.traits.offersPolling);
  const desk = new PollDesk(options, parts);
  parts.leaving?.addEventListener('abort', () => desk.waits.close());
  scope.addHook('preClose', (done) => {
    desk.waits.close();
    done();
  });
  scope.get(
    '/ws/:dialect/poll',
    {
      exposeHeadRoute: false,
      schema: {
        tags: ['watch'],
        summary: 'Poll a dialect',
        security: [{ bearer: [] }, {}],
        params: Type.Object({ dialect: Type.String() }),
        querystring: PollQuery,
        response: { 200: described(PollBody), '4xx': described(ErrorBody), '5xx': described(ErrorBody) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const dialect = dialectNamed(polled, request.params.dialect, 'polled');
      const topics = topicsNamed(dialect, query.types, options.maxPollTopics);
      const waitMs = waitMsNamed(query.wait, options.maxPollWaitMs);
      const since = query.since === undefined ? undefined : parsePollCursor(query.since);
      const accounts = await parts.watch.accountsOf(readWatchRequest(request, query, dialect));
      const hearing = hearingOfPoll({ dialect, accounts, topics, cursor: since !== undefined });
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const outcome = await desk.outcome({ hearing, since, waitMs }, { address: request.ip, gone: gone.signal });
      return desk.answer(reply, outcome, hearing);
    },
  );
};

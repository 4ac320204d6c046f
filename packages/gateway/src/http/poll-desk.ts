import { formatCursor, PitwallError } from '@pitwall/model';
import type { JsonObject } from '@pitwall/dialects';
import type { FastifyReply } from 'fastify';
import type { Hearing } from '../delivery/hearing.ts';
import { namesTag } from './entity-tag.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpParts } from './http-parts.ts';
import { Poll } from './poll.ts';
import type { PollPage } from './poll.ts';
import { formatPollCursor, scopeOf } from './poll-cursor.ts';
import type { PollCursor } from './poll-cursor.ts';
import { PollWaits } from './poll-waits.ts';

/** What one request's answer is made of. */
export interface PollOutcome extends PollPage {
  readonly recovered: boolean;
}

/** What one poll asks for. */
export interface PollAsked {
  readonly hearing: Hearing;
  /** Absent: the present states. */
  readonly since: PollCursor | undefined;
  readonly waitMs: number;
  /** Most messages in the answer. @default the gateway's most */
  readonly maxMessages?: number;
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
export class PollDesk {
  readonly #options: HttpOptions;
  readonly #parts: HttpParts;
  readonly waits: PollWaits;

  constructor(options: HttpOptions, parts: HttpParts) {
    this.#options = options;
    this.#parts = parts;
    this.waits = new PollWaits(options, parts);
  }

  async outcome(
    asked: PollAsked,
    client: { readonly address: string; readonly gone: AbortSignal },
  ): Promise<PollOutcome> {
    const { clock, delivery } = this.#parts;
    const { hearing, since } = asked;
    const deadlineMs = clock.monotonicMs() + asked.waitMs;
    const poll = new Poll(this.#boundsFor(asked), { delivery, hearing, isGone: () => client.gone.aborted });
    let outcome: PollOutcome = await readSince(poll, since, { epoch: delivery.epoch, scope: scopeOf(hearing) });
    if (since === undefined) outcome = { ...outcome, texts: [...this.#welcome(hearing), ...outcome.texts] };
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

  /** The first words of a dialect to a poll that goes on from nowhere, where it has any. */
  #welcome({ dialect }: Hearing): readonly string[] {
    const words: JsonObject | undefined = dialect.encodeReply({ say: 'poll-welcome', nowMs: this.#parts.clock.now() });
    return words === undefined ? [] : [JSON.stringify(words)];
  }

  /** A welcome counts among the messages of an answer. */
  #boundsFor({ hearing, since, maxMessages }: PollAsked): Pick<HttpOptions, 'maxPollMessages' | 'maxPollPages'> {
    const { maxPollMessages, maxPollPages } = this.#options;
    const welcomes = since === undefined ? this.#welcome(hearing).length : 0;
    return { maxPollMessages: Math.max(1, (maxMessages ?? maxPollMessages) - welcomes), maxPollPages };
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

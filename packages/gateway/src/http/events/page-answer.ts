import { formatCursor } from '@pitwall/model';
import type { FastifyReply } from 'fastify';
import type { Hearing } from '../../delivery/hearing.ts';
import { entityTag, namesTag } from '../entity-tag.ts';
import type { PollOutcome } from '../poll-desk.ts';
import { formatPollCursor, scopeOf } from '../poll-cursor.ts';

/** Who asked for a page, and of what. */
export interface PageAsked {
  readonly hearing: Hearing;
  readonly epoch: string;
}

const takesLines = (accept: string | undefined): boolean =>
  accept !== undefined && /application\/(?:x-)?ndjson/i.test(accept);

/** Answers with a page of events: as one JSON object, or as an event a line and a last line that says where it ends. */
export const answerPage = (reply: FastifyReply, outcome: PollOutcome, { hearing, epoch }: PageAsked): FastifyReply => {
  const { position, recovered, texts, more } = outcome;
  const { accept, 'if-none-match': ifNoneMatch } = reply.request.headers;
  const asLines = takesLines(accept);
  const cursor = formatPollCursor(epoch, position, scopeOf(hearing));
  const tag = entityTag(JSON.stringify([cursor, scopeOf(hearing), recovered, more, asLines]));
  void reply.headers({
    etag: tag,
    'cache-control': 'private, no-cache',
    vary: 'Origin, Authorization, Cookie, Accept',
  });
  if (namesTag(ifNoneMatch, tag)) return reply.code(304).send();
  const end = { cursor, seq: formatCursor({ epoch, seq: position.everySeq }), recovered, more };
  if (asLines) {
    return reply
      .type('application/x-ndjson; charset=utf-8')
      .send([...texts, JSON.stringify(end)].map((text) => `${text}\n`).join(''));
  }
  return reply
    .type('application/json; charset=utf-8')
    .send(`${JSON.stringify(end).slice(0, -1)},"events":[${texts.join(',')}]}`);
};

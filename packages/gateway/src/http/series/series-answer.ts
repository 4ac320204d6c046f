import { Readable } from 'node:stream';
import { formatCursor, toDecimalString } from '@pitwall/model';
import type { Amount } from '@pitwall/model';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../../clock.ts';
import type { Bar } from '../../series/bar.ts';
import type { KeptReading } from '../../series/series-query.ts';
import { entityTag, namesTag } from '../entity-tag.ts';

/** Bars written in one turn of the event loop: well under a millisecond. */
const barsPerTurn = 500;

/** What an answer is made of. */
export interface SeriesAnswer {
  /** Which series it is, as the body begins. */
  readonly name:
    { readonly kind: 'equity'; readonly account: string } | { readonly kind: 'market'; readonly symbol: string };
  readonly kept: KeptReading;
  readonly epoch: string;
  /** What else tells one answer from another: the query. */
  readonly asked: object;
}

/** Exact decimals; nought has no sign. */
const textOf = (amount: Amount): string => toDecimalString(amount).replace(/^-(?=[0.]+$)/, '');

const barText = ({ startMs, open, high, low, close, count, firstMs, lastMs, highWatermark }: Bar): string =>
  JSON.stringify({
    timeMs: startMs,
    open: textOf(open),
    high: textOf(high),
    low: textOf(low),
    close: textOf(close),
    count,
    firstMs,
    lastMs,
    ...(highWatermark === undefined ? {} : { highWatermark: textOf(highWatermark) }),
  });

async function* bodyText(head: string, bars: readonly Bar[], clock: Clock): AsyncIterable<string> {
  let text = `${head.slice(0, -1)},"bars":[`;
  for (const [index, bar] of bars.entries()) {
    text += index === 0 ? barText(bar) : `,${barText(bar)}`;
    if ((index + 1) % barsPerTurn !== 0) continue;
    yield text;
    text = '';
    await new Promise<void>((resolve) => clock.endOfTurn(resolve));
  }
  yield `${text}]}`;
}

const headOf = ({ name, kept: { run, runs, noRoom }, epoch }: SeriesAnswer): string => {
  const { bars: _bars, seq, gaps = [], ...about } = run ?? {};
  return JSON.stringify({
    ...name,
    ...(seq === undefined ? {} : { cursor: formatCursor({ epoch, seq }) }),
    ...about,
    gaps,
    runs,
    ...(noRoom ? { noRoom } : {}),
  });
};

/** Writes bars that were gathered in one step, in pieces, or says that they are the same as before. */
export const answerSeries = (
  reply: FastifyReply,
  ifNoneMatch: string | undefined,
  answer: SeriesAnswer,
  clock: Clock,
): FastifyReply => {
  const head = headOf(answer);
  const bars = answer.kept.run?.bars ?? [];
  // What the head says (the newest fact, the reach, the gaps) and how many bars there are tells which bars these are.
  const tag = entityTag(JSON.stringify([head, bars.length, answer.asked]));
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'Origin, Authorization, Cookie' });
  if (namesTag(ifNoneMatch, tag)) return reply.code(304).send();
  void reply.type('application/json; charset=utf-8');
  return reply.send(Readable.from(bodyText(head, bars, clock)));
};

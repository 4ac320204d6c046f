import { formatCursor } from '@pitwall/model';
import type { PitwallError } from '@pitwall/model';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { PublishResult } from '../ingest/publish-result.ts';
import { ErrorDetail, errorDetail } from './error-body.ts';

/** What became of one item. */
const ItemAnswer = Type.Union([
  Type.Object({
    ok: Type.Literal(true),
    seq: Type.String({ description: 'Place in the log, a decimal number as text.' }),
    cursor: Type.String({ description: '`<epoch>.<seq>`: readers that resume from here have seen it.' }),
    duplicate: Type.Boolean({ description: 'It came before; the place is the first one’s.' }),
    item: Type.Optional(Type.Integer({ description: 'Which message it is from, where one means several facts.' })),
  }),
  Type.Object({
    ok: Type.Literal(false),
    error: ErrorDetail,
    line: Type.Optional(Type.Integer({ description: 'Its line in an NDJSON body, from 1.' })),
    item: Type.Optional(Type.Integer({ description: 'Which message it is from.' })),
  }),
]);

/** What became of one item. */
export type ItemAnswer = Static<typeof ItemAnswer>;

/** The body of an answer to a publishing request: results in the order of the items. */
export const PublishAnswer = Type.Object({
  accepted: Type.Integer(),
  refused: Type.Integer(),
  results: Type.Array(ItemAnswer),
  error: Type.Optional(ErrorDetail),
});

/** The body of an answer to a publishing request. */
export type PublishAnswer = Static<typeof PublishAnswer>;

/** One result with where in the request it comes from. */
export interface ItemResult {
  readonly result: PublishResult;
  readonly line?: number;
  readonly item?: number;
}

const answerOf = ({ result, line, item }: ItemResult, epoch: string): ItemAnswer => {
  const from = item === undefined ? {} : { item };
  if (!result.ok)
    return { ok: false, error: errorDetail(result.error), ...(line === undefined ? {} : { line }), ...from };
  const { seq, duplicate } = result;
  return { ok: true, seq: String(seq), cursor: formatCursor({ epoch, seq }), duplicate, ...from };
};

/** Body and status of an answer: 200 when all were taken, 207 when some were, else the first error and its status. */
export const answerPublish = (
  results: readonly ItemResult[],
  epoch: string,
): { readonly status: number; readonly body: PublishAnswer; readonly firstError: PitwallError | undefined } => {
  const answers = results.map((one) => answerOf(one, epoch));
  const refused = answers.filter((answer) => !answer.ok).length;
  const body = { accepted: answers.length - refused, refused, results: answers };
  const first = results.find(({ result }) => !result.ok)?.result;
  const firstError = first?.ok === false ? first.error : undefined;
  if (firstError === undefined) return { status: 200, body, firstError };
  if (body.accepted > 0) return { status: 207, body, firstError };
  return { status: firstError.status, body: { ...body, error: errorDetail(firstError) }, firstError };
};

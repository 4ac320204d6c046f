import { Type } from 'typebox';
import { narrowestWidthMs } from '../../series/widths.ts';
import { entryParameters } from '../request-entry.ts';

/** The longest interval that bars are merged to: 31 days. */
export const maxIntervalMs = 31 * 86_400_000;

const { token, ticket } = entryParameters;

/** Parameters by which bars are chosen. */
export const seriesParameters = {
  from: Type.Optional(
    Type.String({ description: 'Bars from the one that this time is in, ms since 1970. Default: all that are kept.' }),
  ),
  to: Type.Optional(
    Type.String({ description: 'Bars up to the one that this time is in, ms since 1970. Default: all that are kept.' }),
  ),
  intervalMs: Type.Optional(
    Type.String({
      description: `Width of bars: a multiple of ${narrowestWidthMs}, at most ${maxIntervalMs}. Default: the narrowest that reaches back to \`from\`, without \`from\` as far as any does.`,
    }),
  ),
  run: Type.Optional(Type.String({ description: 'A `runId` of `runs`. Default: the run that was heard last.' })),
  token,
  ticket,
};

const timeMs = (description: string) => Type.Integer({ description: `${description} Ms since 1970.` });
const amount = (description: string) => Type.String({ description });

const Run = Type.Object({
  runId: Type.Optional(Type.String()),
  currency: Type.Optional(Type.String()),
  firstMs: timeMs('Its first fact.'),
  lastMs: timeMs('Its last fact.'),
  heardAtMs: timeMs('When its newest fact came in, by the gateway’s clock.'),
});

const Bar = Type.Object({
  timeMs: timeMs('Where it begins.'),
  open: amount('The value of the earliest fact.'),
  high: amount('The highest value.'),
  low: amount('The lowest value.'),
  close: amount('The value of the latest fact.'),
  count: Type.Integer({ description: 'Facts in it.' }),
  firstMs: timeMs('Its earliest fact.'),
  lastMs: timeMs('Its latest fact.'),
});

const shared = {
  cursor: Type.Optional(
    Type.String({
      description:
        '`<epoch>.<seq>`: each fact of the run with a seq up to here is in the bars, none after it. Absent: nothing is kept.',
    }),
  ),
  intervalMs: Type.Optional(Type.Integer({ description: 'Width of the bars.' })),
  runId: Type.Optional(Type.String({ description: 'The run. Absent: its facts have none.' })),
  coversSinceMs: Type.Optional(
    timeMs('From here on no fact that the gateway took is missing, but for the gaps; an earlier bar may lack some.'),
  ),
  gaps: Type.Array(
    Type.Object({ fromMs: timeMs('The last fact before.'), toMs: Type.Optional(timeMs('The first fact after.')) }),
    { description: 'The gateway was not there. Without `toMs`: nothing has come since.' },
  ),
  runs: Type.Array(Run, { description: 'Runs that are kept; the one that was heard last is last.' }),
  noRoom: Type.Optional(
    Type.Boolean({ description: 'Nothing is kept, and it may be that it was published and had no room.' }),
  ),
};

/** What an account was worth. */
export const EquitySeries = Type.Object({
  kind: Type.Literal('equity'),
  account: Type.String(),
  currency: Type.Optional(Type.String()),
  ...shared,
  bars: Type.Array(
    Type.Object({
      ...Bar.properties,
      highWatermark: Type.Optional(amount('The highest watermark that was published within it.')),
    }),
    { description: 'The oldest first; a width in which nothing was published has none. Amounts are exact decimals.' },
  ),
});

/** What a symbol cost. */
export const MarketSeries = Type.Object({
  kind: Type.Literal('market'),
  symbol: Type.String(),
  ...shared,
  bars: Type.Array(Bar, {
    description: 'The oldest first; a width in which nothing was published has none. Amounts are exact decimals.',
  }),
});

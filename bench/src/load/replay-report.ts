import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** What readers that came back at once tell. */
export const ReplayReport = Type.Object({
  readers: Type.Integer(),
  /** Signals of the reader that had fewest. */
  least: Type.Integer(),
  /** When half of them had their past, in ms since the first came. */
  p50Ms: Type.Number(),
  /** When all of them had it. */
  lastMs: Type.Number(),
});
export type ReplayReport = Static<typeof ReplayReport>;

const check = Compile(ReplayReport);

/** The report in a line; `undefined` for any other line. */
export const parseReplayReport = (line: string): ReplayReport | undefined => {
  if (!line.startsWith('{')) return undefined;
  const value: unknown = JSON.parse(line);
  return check.Check(value) ? value : undefined;
};

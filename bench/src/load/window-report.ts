import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** What a load client tells of one measured window, in the words of the load client in C. */
export const WindowReport = Type.Object({
  label: Type.String(),
  /** Readers. */
  n: Type.Integer(),
  /** Length of the window, in seconds. */
  secs: Type.Number(),
  /** Messages delivered a second, over all readers. */
  dps: Type.Number(),
  /** Messages of the reader that had fewest. */
  min: Type.Number(),
  /** Messages of the reader that had most. */
  max: Type.Number(),
  /** Processor time of the server for each delivered message, in µs. */
  us_per_msg: Type.Number(),
  /** Share of a core that the client used. */
  cli_cpu: Type.Number(),
  /** Latencies in ms; zero when they were not asked for. */
  p50: Type.Number(),
  p99: Type.Number(),
  /** Readers that the server has closed since the start. */
  closed: Type.Integer(),
});
export type WindowReport = Static<typeof WindowReport>;

const check = Compile(WindowReport);

/** The report in a line; `undefined` for any other line. */
export const parseWindowReport = (line: string): WindowReport | undefined => {
  if (!line.startsWith('{')) return undefined;
  const value: unknown = JSON.parse(line);
  return check.Check(value) ? value : undefined;
};

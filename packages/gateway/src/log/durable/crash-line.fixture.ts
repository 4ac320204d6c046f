/** What the process of a crash test tells, a line each. */
export interface CrashLine {
  readonly epoch?: string;
  readonly headSeq?: number;
  readonly horizonSeq?: number;
  readonly doubts?: readonly string[];
  /** Events that the log holds, by place and id. */
  readonly held?: readonly (readonly [number, string])[];
  readonly ready?: true;
  /** Events whose append was confirmed. */
  readonly acked?: readonly (readonly [number, string])[];
  readonly failed?: string;
}

import type { ExitName } from './exit-codes.ts';

/** Runs a command's work and makes its end, or its failure told in words, the exit code. */
export type Finish = (work: () => Promise<ExitName>) => Promise<void>;

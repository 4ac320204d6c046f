import type { CommandParts } from '../command-parts.ts';

/** What the commands of backtests work with. */
export type BacktestParts = CommandParts & { readonly stderr: NodeJS.WritableStream };

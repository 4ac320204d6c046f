import { testParts } from '../command-parts.fixture.ts';
import { runProgram } from '../program.ts';

/** What a command line came to. */
export interface CommandOutcome {
  readonly code: number;
  readonly said: readonly string[];
  readonly noted: readonly string[];
}

export const backtestCommandLine = async (args: readonly string[]): Promise<CommandOutcome> => {
  const parts = testParts();
  const code = await runProgram(['backtest', ...args], parts);
  return { code, said: parts.terminal.said, noted: parts.terminal.noted };
};

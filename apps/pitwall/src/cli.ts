import { systemClock } from '@pitwall/gateway';
import { exitCodes } from './exit-codes.ts';
import { runProgram } from './program.ts';
import { processTerminal } from './terminal/process-terminal.ts';
import { readVersion } from './version.ts';

// Whoever read the output has gone: nothing is left to do, and it is no failure.
const terminal = processTerminal(process, () => process.exit(exitCodes.OK.code));

const code = await runProgram(process.argv.slice(2), {
  terminal,
  environment: process.env,
  signals: process,
  faults: process,
  stdin: process.stdin,
  stderr: process.stderr,
  clock: systemClock,
  random: Math.random,
  version: readVersion(),
});
// What was said last must be out before the end, also where pipes are written in the background.
process.stdout.write('', () => process.exit(code));

import { EventEmitter } from 'node:events';
import { systemClock } from '@pitwall/gateway';
import type { ProgramParts } from './program.ts';
import { memoryTerminal } from './terminal/memory-terminal.fixture.ts';
import type { MemoryTerminal } from './terminal/memory-terminal.fixture.ts';

/** Parts of a command with a terminal that remembers, and signals that a test sends. */
export interface TestParts extends ProgramParts {
  readonly terminal: MemoryTerminal;
  readonly signals: EventEmitter;
}

export const testParts = (environment: ProgramParts['environment'] = {}): TestParts => ({
  terminal: memoryTerminal(),
  environment,
  signals: new EventEmitter(),
  faults: new EventEmitter(),
  stdin: process.stdin,
  stderr: process.stderr,
  clock: systemClock,
  // No waiting: full jitter may be nothing.
  random: () => 0,
  version: '9.9.9',
});

import pc from 'picocolors';
import type { Terminal } from './terminal.ts';

/** A terminal that remembers what it was told. */
export interface MemoryTerminal extends Terminal {
  readonly said: string[];
  readonly noted: string[];
}

export const memoryTerminal = (): MemoryTerminal => {
  const said: string[] = [];
  const noted: string[] = [];
  return {
    said,
    noted,
    say: (line) => void said.push(line),
    note: (line) => void noted.push(line),
    colors: pc.createColors(false),
    live: false,
  };
};

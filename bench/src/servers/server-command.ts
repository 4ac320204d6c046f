import { createInterface } from 'node:readline';

/** What a measured server is told on its standard input. The limit server in C understands the first two. */
export type ServerCommand =
  /** Publishes `perTick` messages a tick: as fast as readers take them (`perSecond` 0), or at a rate. */
  | { readonly do: 'start'; readonly perSecond: number; readonly perTick: number }
  | { readonly do: 'stop' }
  /** Publishes exactly so many, and answers `DONE`. */
  | { readonly do: 'burst'; readonly ticks: number; readonly perTick: number }
  /** Collects garbage and answers with {@link MemoryReport}. */
  | { readonly do: 'memory' };

/** Memory of a server after its garbage was collected. */
export interface MemoryReport {
  readonly residentBytes: number;
  readonly heapBytes: number;
}

/** The line that gives a command. */
export const commandLine = (command: ServerCommand): string => {
  switch (command.do) {
    case 'start':
      return `start ${command.perSecond} ${command.perTick} 0`;
    case 'burst':
      return `burst ${command.ticks} ${command.perTick}`;
    default:
      return command.do;
  }
};

/** The command of a line; `undefined` for anything else. */
export const parseCommandLine = (line: string): ServerCommand | undefined => {
  const [word, first = '', second = ''] = line.trim().split(' ');
  switch (word) {
    case 'start':
      return { do: 'start', perSecond: Number(first), perTick: Number(second) };
    case 'burst':
      return { do: 'burst', ticks: Number(first), perTick: Number(second) };
    case 'stop':
    case 'memory':
      return { do: word };
    default:
      return undefined;
  }
};

/** Reads commands until the input ends, which ends the process: no server outlives its benchmark. */
export const obeyCommands = (obey: (command: ServerCommand) => void): void => {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const command = parseCommandLine(line);
    if (command !== undefined) obey(command);
  });
  lines.on('close', () => process.exit(0));
};

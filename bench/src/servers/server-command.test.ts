import { describe, expect, it } from 'vitest';
import { commandLine, parseCommandLine } from './server-command.ts';
import type { ServerCommand } from './server-command.ts';

const commands: readonly ServerCommand[] = [
  { do: 'start', perSecond: 0, perTick: 16 },
  { do: 'start', perSecond: 120.5, perTick: 1 },
  { do: 'stop' },
  { do: 'burst', ticks: 40, perTick: 64 },
  { do: 'memory' },
];

describe('commands of a measured server', () => {
  it.each(commands)('$do is read as it was written', (command) => {
    expect(parseCommandLine(commandLine(command))).toEqual(command);
  });

  it('are nothing when the word is unknown', () => {
    expect(parseCommandLine('quit')).toBeUndefined();
    expect(parseCommandLine('')).toBeUndefined();
  });
});

import type { Broadcast } from './broadcast.ts';
import { obeyCommands } from './server-command.ts';
import type { MemoryReport, ServerCommand } from './server-command.ts';
import { Ticker } from './ticker.ts';

const measureMemory = (): MemoryReport => {
  // Objects with finalisers need a second collection.
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { residentBytes: rss, heapBytes: heapUsed + external };
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Lets a listening server be driven from outside: says `LISTEN` and obeys. */
export const serveCommands = (broadcast: Broadcast): void => {
  const ticker = new Ticker(broadcast);
  const obey = async (command: ServerCommand): Promise<void> => {
    switch (command.do) {
      case 'start':
        return command.perSecond > 0 ? ticker.pace(command.perSecond) : ticker.saturate(command.perTick);
      case 'burst':
        await ticker.burst(command.ticks, command.perTick);
        return say('DONE');
      case 'stop':
        return ticker.stop();
      case 'memory':
        return say(JSON.stringify(measureMemory()));
    }
  };
  obeyCommands((command) => {
    obey(command).catch((thrown: unknown) => {
      console.error(thrown);
      process.exit(1);
    });
  });
  say('LISTEN');
};

import type { BenchParts } from './bench-parts.ts';
import type { Contender, ContenderName } from './contender.ts';
import { Rig } from './rig.ts';

/** Memory of a server that holds connections on which nothing happens. */
export interface IdleMemory {
  readonly contender: ContenderName;
  readonly connections: number;
  /** Resident memory for each connection. */
  readonly residentBytes: number;
  /** What of it is live objects and their buffers. */
  readonly heapBytes: number;
}

/** Connections that are there before the first look, so that what a server needs once is not counted to them. */
const firstConnections = 500;

/**
 * A young generation of one size from the start. It grows with whatever a process has ever done, so without this what
 * is shared by all connections would be counted to the first few thousand.
 */
const steadyYoungGeneration = ['--min-semi-space-size=16', '--max-semi-space-size=16'];

const withSteadyMemory = (contender: Contender): Contender => ({
  ...contender,
  args: (port) => [...steadyYoungGeneration, ...contender.args(port)],
});

/** Measures what an idle connection costs, after collecting garbage. */
export const measureIdleMemory = async (connections: number, parts: BenchParts): Promise<IdleMemory[]> => {
  const results: IdleMemory[] = [];
  for (const contender of parts.contenders.filter(({ isOurs }) => isOurs)) {
    const rig = await Rig.open(
      withSteadyMemory(contender),
      { readers: firstConnections, client: parts.client },
      parts.children,
    );
    const before = await rig.memory();
    await rig.connect(connections, parts.client);
    const after = await rig.memory();
    await rig.close();
    const each = (bytes: number): number => Math.round(bytes / connections);
    const residentBytes = each(after.residentBytes - before.residentBytes);
    const heapBytes = each(after.heapBytes - before.heapBytes);
    parts.say(`${contender.title}: ${residentBytes} B resident for each of ${connections} idle connections`);
    results.push({ contender: contender.name, connections, residentBytes, heapBytes });
  }
  return results;
};

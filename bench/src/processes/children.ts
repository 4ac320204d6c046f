import { spawnSync } from 'node:child_process';
import { Child } from './child.ts';
import type { ChildPlan } from './child.ts';

/** Where a program runs: servers and the load client never on the same core. */
export type Core = 'server' | 'client';

const coreNumbers: Readonly<Record<Core, string>> = { server: '0', client: '1' };

/** Whether a program can be run on this machine. */
export const isRunnable = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

/** All programs that a run has started; none of them outlives it. */
export class Children {
  readonly isPinning = isRunnable('taskset');
  readonly #running = new Set<Child>();

  /** Starts a program on its core. */
  start(core: Core, plan: ChildPlan): Child {
    const child = new Child(this.isPinning ? pinned(core, plan) : plan);
    this.#running.add(child);
    return child;
  }

  async stop(child: Child): Promise<void> {
    await child.stop();
    this.#running.delete(child);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((child) => this.stop(child)));
  }

  killAll(): void {
    for (const child of this.#running) child.kill();
  }
}

const pinned = (core: Core, { name, command, args }: ChildPlan): ChildPlan => ({
  name,
  command: 'taskset',
  args: ['-c', coreNumbers[core], command, ...args],
});

import { describe, expect, it } from 'vitest';
import { Lifecycle } from './lifecycle.ts';

/** A life whose turns take as long as the test says, and a note of each. */
class Rig {
  readonly log: string[] = [];
  readonly starting = Promise.withResolvers<void>();
  readonly draining = Promise.withResolvers<void>();
  readonly closing = Promise.withResolvers<void>();
  readonly life = new Lifecycle<string>({
    start: async (assertStays) => {
      this.log.push('start');
      await this.starting.promise;
      assertStays();
      this.log.push('listen');
      return 'open';
    },
    leave: () => void this.log.push('leave'),
    drain: async () => {
      this.log.push('drain');
      await this.draining.promise;
    },
    cut: () => {
      this.log.push('cut');
      this.draining.resolve();
    },
    close: async () => {
      this.log.push('close');
      await this.closing.promise;
      this.log.push('closed');
    },
  });

  /** Notes when a promise of the life settles. */
  note(name: string, settling: Promise<unknown>): void {
    settling.then(
      () => this.log.push(`${name} done`),
      (thrown: unknown) => this.log.push(`${name} ${String(Reflect.get(Object(thrown), 'code'))}`),
    );
  }

  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a life', () => {
  it('goes from start over drain to its end, each once however often it is asked', async () => {
    const rig = new Rig();
    rig.starting.resolve();
    expect(await Promise.all([rig.life.start(), rig.life.start()])).toEqual(['open', 'open']);
    expect(rig.life.leaving.aborted).toBe(false);
    rig.note('first', rig.life.drain());
    rig.note('second', rig.life.drain());
    expect(rig.life.leaving.aborted).toBe(true);
    await rig.rest();
    expect(rig.log).toEqual(['start', 'listen', 'leave', 'drain']);
    rig.draining.resolve();
    rig.closing.resolve();
    await rig.rest();
    expect(rig.log.slice(4)).toEqual(['close', 'closed', 'first done', 'second done']);
  });

  it.each(['stop', 'drain'] as const)('that is to end by %s during its start waits until that gave up', async (end) => {
    const rig = new Rig();
    rig.draining.resolve();
    rig.closing.resolve();
    rig.note('start', rig.life.start());
    rig.note('end', rig.life[end]());
    await rig.rest();
    expect(rig.log).not.toContain('close');
    rig.starting.resolve();
    await rig.rest();
    expect(rig.log).toEqual([
      'start',
      'leave',
      end === 'stop' ? 'cut' : 'drain',
      'start SHUTTING_DOWN',
      'close',
      'closed',
      'end done',
    ]);
  });

  it('does not start once it ended', async () => {
    const rig = new Rig();
    rig.closing.resolve();
    await rig.life.stop();
    await expect(rig.life.start()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(rig.log).not.toContain('start');
  });

  it('tells of the end of a start that failed of it, not of how it failed', async () => {
    const failing = new Lifecycle({
      start: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('No port');
      },
      leave: () => undefined,
      drain: () => Promise.resolve(),
      cut: () => undefined,
      close: () => Promise.resolve(),
    });
    const started = failing.start();
    await Promise.all([expect(started).rejects.toMatchObject({ code: 'SHUTTING_DOWN' }), failing.stop()]);
  });

  it('that is drained after a stop waits for the end of the stop', async () => {
    const rig = new Rig();
    rig.note('stop', rig.life.stop());
    rig.note('drain', rig.life.drain());
    await rig.rest();
    expect(rig.log).toEqual(['leave', 'cut', 'close']);
    rig.closing.resolve();
    await rig.rest();
    expect(rig.log.slice(3)).toEqual(['closed', 'stop done', 'drain done']);
  });

  it('that is stopped during a drain is cut, and both wait for the one end', async () => {
    const rig = new Rig();
    rig.note('drain', rig.life.drain());
    await rig.rest();
    rig.note('stop', rig.life.stop());
    await rig.rest();
    expect(rig.log).toEqual(['leave', 'drain', 'cut', 'close']);
    rig.closing.resolve();
    await rig.rest();
    expect(rig.log.slice(4).toSorted()).toEqual(['closed', 'drain done', 'stop done']);
  });
});

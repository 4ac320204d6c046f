import { describe, expect, it } from 'vitest';
import { lazyPart } from './lazy-part.ts';

const Part = () => undefined;
/** Long enough that everything that waits for nothing but its turn has had it. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

/** A part that fails so often at first, and then comes. */
const rig = (failing: number) => {
  const pausesMs: number[] = [];
  const told: number[] = [];
  let asked = 0;
  const part = lazyPart(
    async () => {
      asked += 1;
      await Promise.resolve();
      if (asked <= failing) throw new Error('the gateway is away');
      return Part;
    },
    {
      pause: async (lengthMs) => {
        pausesMs.push(lengthMs);
        await Promise.resolve();
      },
    },
  );
  const stop = part.progress.watch(() => told.push(part.progress.failures));
  return { part, pausesMs, told, stop, asked: () => asked };
};

describe('a part whose code comes on its own', () => {
  it('is fetched once, however often that is asked for, and nobody is told of trouble', async () => {
    const { part, told, pausesMs, asked } = rig(0);
    part.fetchAhead();
    part.fetchAhead();
    await settle();
    expect([asked(), told, pausesMs]).toEqual([1, [], []]);
  });

  it('is asked for every two seconds until it comes, and each failure is told', async () => {
    const { part, told, pausesMs, asked } = rig(3);
    part.fetchAhead();
    await settle();
    expect([asked(), told, pausesMs]).toEqual([4, [1, 2, 3], [2_000, 2_000, 2_000]]);
  });

  it('is given up after two minutes', async () => {
    const { part, asked } = rig(Infinity);
    part.fetchAhead();
    await settle();
    expect([asked(), part.progress.failures]).toEqual([60, 60]);
  });

  it('tells nobody who has stopped to watch', async () => {
    const { part, told, stop } = rig(2);
    stop();
    part.fetchAhead();
    await settle();
    expect([told, part.progress.failures]).toEqual([[], 2]);
  });
});

import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { engine, equity, IngestRig } from './ingest-rig.fixture.ts';
import { pump } from './pump.ts';

async function* source(yielded: readonly unknown[], taken: unknown[] = []): AsyncIterable<unknown> {
  for (const one of yielded) {
    taken.push(one);
    yield one;
  }
}

const run = (rig: IngestRig, from: AsyncIterable<unknown>): { done: Promise<void>; refused: string[] } => {
  const refused: string[] = [];
  const parts = {
    ingest: rig.ingest,
    publisher: engine,
    onRefused: (error: { code: string }) => refused.push(error.code),
  };
  return { done: pump(from, parts), refused };
};

describe('a pump', () => {
  it('publishes drafts and batches of drafts as they come, until the source ends', async () => {
    const rig = new IngestRig();
    await run(rig, source([equity(1), [equity(2), equity(3)], []])).done;
    expect(rig.batches.map((batch) => batch.length)).toEqual([1, 2]);
  });

  it('takes the next only when the last is written', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    const taken: unknown[] = [];
    const drafts: EventDraft[] = [equity(1), equity(2), equity(3)];
    const { done } = run(rig, source(drafts, taken));
    await new Promise(setImmediate);
    expect(taken).toHaveLength(1);
    rig.clock.advance(100);
    await new Promise(setImmediate);
    // Written, and not yet confirmed.
    expect([taken.length, rig.events.length]).toEqual([1, 1]);
    for (let write = 0; write < 3; write += 1) await rig.pass();
    await done;
    expect(rig.events).toHaveLength(3);
  });

  it('goes on after a refused item and tells of it', async () => {
    const rig = new IngestRig();
    const { done, refused } = run(rig, source([equity(1), 'nonsense', [null, equity(2)]]));
    await done;
    expect(refused).toEqual(['INVALID_EVENT', 'INVALID_EVENT']);
    expect(rig.events).toHaveLength(2);
  });

  it('ends when the gateway shuts down, and lets the source clean up', async () => {
    const rig = new IngestRig();
    let cleaned = false;
    async function* endless(): AsyncIterable<unknown> {
      try {
        for (let value = 0; value < 10; value += 1) {
          if (value === 3) await rig.log.close();
          yield equity(value);
        }
      } finally {
        cleaned = true;
      }
    }
    const { done, refused } = run(rig, endless());
    await done;
    expect(rig.events).toHaveLength(3);
    expect([cleaned, refused]).toEqual([true, []]);
  });

  it('fails with its source, after what came before was written', async () => {
    const rig = new IngestRig();
    async function* failing(): AsyncIterable<unknown> {
      yield equity(1);
      throw new Error('the feed is gone');
    }
    await expect(run(rig, failing()).done).rejects.toThrow('the feed is gone');
    expect(rig.events).toHaveLength(1);
  });
});

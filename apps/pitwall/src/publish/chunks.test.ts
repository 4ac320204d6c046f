import { describe, expect, it } from 'vitest';
import { gather } from '../gather.fixture.ts';
import { chunksOf } from './chunks.ts';

const sizes = async (texts: readonly string[], limits: { maxItems: number; maxBytes: number }): Promise<number[]> => {
  const items = (async function* () {
    for (const [index, text] of texts.entries()) yield { text, line: index + 1 };
  })();
  const chunks = await gather(chunksOf(items, limits));
  return chunks.map((chunk) => chunk.items.length);
};

describe('chunks', () => {
  it('end at their number of items', async () => {
    expect(await sizes(['a', 'b', 'c', 'd', 'e'], { maxItems: 2, maxBytes: 100 })).toEqual([2, 2, 1]);
  });

  it('end before they become too large, counted in bytes', async () => {
    expect(await sizes(['ééé', 'ééé', 'e'], { maxItems: 9, maxBytes: 12 })).toEqual([1, 2]);
  });

  it('hold a single item that is larger than the limit', async () => {
    expect(await sizes(['long enough', 'x'], { maxItems: 9, maxBytes: 4 })).toEqual([1, 1]);
  });

  it('are none for nothing', async () => {
    expect(await sizes([], { maxItems: 2, maxBytes: 2 })).toEqual([]);
  });
});

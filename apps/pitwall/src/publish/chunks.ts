import type { Item } from './item.ts';

/** Items that go in one request. */
export interface Chunk {
  readonly items: readonly Item[];
}

/** Bounds of a chunk. */
export interface ChunkLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/** Large enough that requests cost little, small enough that a repeated one costs little too. */
const defaultLimits: ChunkLimits = { maxItems: 500, maxBytes: 1024 * 1024 };

/** Gathers items into chunks, a new one when the next item would not fit. */
export async function* chunksOf(items: AsyncIterable<Item>, limits = defaultLimits): AsyncGenerator<Chunk, void> {
  let gathered: Item[] = [];
  let bytes = 0;
  for await (const item of items) {
    const size = Buffer.byteLength(item.text) + 1;
    if (gathered.length > 0 && (gathered.length >= limits.maxItems || bytes + size > limits.maxBytes)) {
      yield { items: gathered };
      gathered = [];
      bytes = 0;
    }
    gathered.push(item);
    bytes += size;
  }
  if (gathered.length > 0) yield { items: gathered };
}

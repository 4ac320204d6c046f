import type { PitwallError } from '@pitwall/model';
import type { Ingest } from './ingest.ts';
import type { Publisher } from './publisher.ts';

/** What a pump works with. */
export interface PumpParts {
  readonly ingest: Ingest;
  readonly publisher: Publisher;
  /** Told of each refused item; the pump goes on with the next. */
  readonly onRefused: (error: PitwallError) => void;
}

/**
 * Publishes whatever a source yields, a draft or a batch at a time, and takes the next only when the last is written:
 * the log's pace is the source's pace. Resolves when the source ends or the gateway shuts down.
 */
export const pump = async (source: AsyncIterable<unknown>, parts: PumpParts): Promise<void> => {
  for await (const yielded of source) {
    const values: readonly unknown[] = Array.isArray(yielded) ? yielded : [yielded];
    for (const result of await parts.ingest.publish(parts.publisher, values)) {
      if (result.ok) continue;
      if (result.error.code === 'SHUTTING_DOWN') return;
      parts.onRefused(result.error);
    }
  }
};

import { toPitwallError } from '@pitwall/model';
import { countName } from '../observe/count.ts';
import type { IngestStats } from '../observe/ingest-stats.ts';
import type { PublishResult } from './publish-result.ts';

/** Counts a refusal and makes it an item's result. */
export const refuse = (stats: Pick<IngestStats, 'refusedByCode'>, thrown: unknown): PublishResult => {
  const error = toPitwallError(thrown);
  countName(stats.refusedByCode, error.code);
  return { ok: false, error };
};

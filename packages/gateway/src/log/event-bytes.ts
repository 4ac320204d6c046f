import type { ReceivedEvent } from './event-log.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const bytesOfValue = (value: unknown, depth: number): number => {
  if (typeof value === 'string') return 24 + value.length * 2;
  if (!isObject(value)) return 8;
  // Validation bounds the depth of what publishers send; this guards in-process publishers who skip it.
  if (depth > 16) return 64;
  let bytes = 32;
  if (Array.isArray(value)) {
    for (const item of value) bytes += 8 + bytesOfValue(item, depth + 1);
    return bytes;
  }
  // Names count too: in free fields a publisher chooses them, as long as it likes.
  for (const name in value) bytes += 8 + name.length * 2 + bytesOfValue(value[name], depth + 1);
  return bytes;
};

/** About how much memory an event holds: an upper estimate, so that bounds in bytes are kept. */
export const eventBytes = (event: ReceivedEvent): number =>
  160 +
  2 * (event.key.length + event.account.length + event.source.length) +
  2 * ((event.id?.length ?? 0) + (event.runId?.length ?? 0)) +
  bytesOfValue(event.data, 0) +
  bytesOfValue(event.extra, 0);

import { createReadStream } from 'node:fs';
import { readBars, textOfBytes } from '@pitwall/desk';
import type { BarFile, ReadOptions, TextDecoding, TextEncodingName } from '@pitwall/desk';

const newDecoder = (encoding: TextEncodingName): TextDecoding => new TextDecoder(encoding, { fatal: true });

/**
 * Reads the prices of a file, whatever its encoding; asked to stop, it reads no further. Throws `INVALID_BARS` that names the
 * lines which are wrong.
 */
export const readDataFile = (path: string, options: ReadOptions, stop?: AbortSignal): Promise<BarFile> => {
  const bytes = createReadStream(path, stop === undefined ? {} : { signal: stop });
  return readBars(textOfBytes(bytes, { newDecoder, name: options.name ?? path }), options);
};

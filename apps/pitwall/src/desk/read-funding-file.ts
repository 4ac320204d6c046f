import { createReadStream } from 'node:fs';
import { readFunding, textOfBytes } from '@pitwall/desk';
import type { FundingFile, ReadFundingOptions, TextDecoding, TextEncodingName } from '@pitwall/desk';

const newDecoder = (encoding: TextEncodingName): TextDecoding => new TextDecoder(encoding, { fatal: true });

/**
 * Reads the funding payments of a file, whatever its encoding; asked to stop, it reads no further. Throws `INVALID_BARS` that names
 * the lines which are wrong.
 */
export const readFundingFile = (
  path: string,
  options: ReadFundingOptions,
  stop?: AbortSignal,
): Promise<FundingFile> => {
  const bytes = createReadStream(path, stop === undefined ? {} : { signal: stop });
  return readFunding(textOfBytes(bytes, { newDecoder, name: options.name ?? path }), options);
};

import { PitwallError } from '@pitwall/model';

/** Encodings that files of prices come in. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Turns bytes into text, piece by piece, and drops a byte order mark; the platform's `TextDecoder` is one. */
export interface TextDecoding {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** What text is decoded with, and how. */
export interface TextOfBytesParts {
  /** Makes a decoder that throws on bytes which are no text, such as `new TextDecoder(encoding, { fatal: true })`. */
  readonly newDecoder: (encoding: TextEncodingName) => TextDecoding;
  /** Name of the file, for messages. @default 'bars' */
  readonly name?: string;
  /** @default what the byte order mark says, or the pattern of zero bytes; else UTF-8 */
  readonly encoding?: TextEncodingName | 'auto';
}

const archives: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive (or a workbook); unpack it, or save it as CSV'],
  [[0x1f, 0x8b], 'compressed with gzip; unpack it'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file; save it as CSV'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow or Feather file; save it as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook; save it as CSV'],
];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Recognises the encoding by the first bytes: a byte order mark, or the zero bytes that UTF-16 has beside digits. */
export const encodingOf = (bytes: Uint8Array): TextEncodingName => {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  if (bytes.length < 2) return 'utf-8';
  if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] !== 0 ? 'utf-16be' : 'utf-8';
};

/**
 * Decodes a file's bytes as they arrive. Throws `INVALID_BARS` for archives and other files that are no text, and for bytes
 * that the encoding does not have.
 */
export async function* textOfBytes(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { newDecoder, name = 'bars', encoding = 'auto' }: TextOfBytesParts,
): AsyncGenerator<string, void> {
  let decoder: TextDecoding | undefined;
  let chosen: TextEncodingName = 'utf-8';
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder?.decode(bytes, { stream: bytes !== undefined }) ?? '';
    } catch (cause) {
      const what = `${name} is no ${chosen} text; save it as UTF-8, or say its encoding`;
      throw new PitwallError('INVALID_BARS', what, { cause });
    }
  };
  for await (const bytes of chunks) {
    if (bytes.length === 0) continue;
    if (decoder === undefined) {
      refuseArchive(bytes, name);
      chosen = encoding === 'auto' ? encodingOf(bytes) : encoding;
      decoder = newDecoder(chosen);
    }
    yield decode(bytes);
  }
  yield decode();
}

const refuseArchive = (bytes: Uint8Array, name: string): void => {
  const archive = archives.find(([start]) => startsWith(bytes, start));
  if (archive !== undefined) throw new PitwallError('INVALID_BARS', `${name} is ${archive[1]}`);
};

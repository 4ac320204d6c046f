import { PitwallError, TimeMsOf } from '@pitwall/model';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Static } from 'typebox';
import type { Revocation } from './gateway-identity.ts';

const Name = Type.String({ minLength: 1, maxLength: 256 });

/** One line of the file of revocations: what was revoked, and when. */
const RevocationRecord = Type.Union([
  Type.Object({ tokenId: Name, atMs: TimeMsOf() }, { additionalProperties: false }),
  Type.Object({ subject: Name, atMs: TimeMsOf() }, { additionalProperties: false }),
]);

/** What was revoked, and when. */
export type RevocationRecord = Static<typeof RevocationRecord>;

const record = Compile(RevocationRecord);

/** The line of a revocation, with its end. */
export const formatRecord = (revocation: Revocation, atMs: number): string =>
  `${JSON.stringify({ ...revocation, atMs })}\n`;

const parseRecord = (line: string): RevocationRecord | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return record.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** What a file of revocations says. */
export interface RecordedRevocations {
  readonly records: readonly RevocationRecord[];
  /** The last line has no end: the machine stopped while it was written, so nobody was told that it holds. */
  readonly torn: boolean;
}

/**
 * Reads a file of revocations. Throws `INVALID_OPTION` which names the first line that is none: passing one over would let
 * somebody in who was shut out. Only a last line without an end may be unreadable.
 */
export const parseRecords = (text: string): RecordedRevocations => {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const records = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const read = parseRecord(line);
    if (read !== undefined) return [read];
    throw new PitwallError(
      'INVALID_OPTION',
      `Line ${index + 1} of revocationsFile is no revocation; mend or remove it`,
    );
  });
  const last = parseRecord(rest);
  return { records: last === undefined ? records : [...records, last], torn: rest !== '' };
};

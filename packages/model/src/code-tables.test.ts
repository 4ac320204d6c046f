import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { closeCodes } from './close-codes.ts';
import { errorCodes, PitwallError, toPitwallError } from './errors.ts';

/** The rows of the table in a page of docs/, cells without padding and code marks. */
const rowsOf = (page: string): readonly (readonly string[])[] =>
  readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .slice(2, -2)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|')),
    );

const yes = (retry: boolean): string => (retry ? 'yes' : 'no');

it('docs/errors.md lists every error code, and no other, with status, retry and advice', () => {
  const rows = Object.entries(errorCodes).map(([code, { status, retry, how }]) => [
    code,
    String(status),
    yes(retry),
    how.replaceAll('`', ''),
  ]);
  expect(rowsOf('errors.md')).toEqual(rows);
});

// Promise: ruling-13.table
it('docs/close-codes.md lists every close code, and no other, with reason, occasion and retry', () => {
  const rows = Object.entries(closeCodes).map(([name, { code, reason, when, retry }]) => [
    String(code),
    name,
    reason,
    when,
    yes(retry),
  ]);
  expect(rowsOf('close-codes.md')).toEqual(rows);
});

it('close codes are those that a server may send, each with a reason of its own', () => {
  const codes = Object.values(closeCodes).map(({ code }) => code);
  expect(new Set(Object.values(closeCodes).map(({ reason }) => reason)).size).toBe(codes.length);
  for (const code of codes) expect((code >= 1000 && code < 1016) || (code >= 4000 && code < 5000)).toBe(true);
});

// Promises: mci.terminal-errors, ruling-13.table
it('close codes of tokens and accounts are final, those of transport and load can be tried again', () => {
  const final = Object.entries(closeCodes).filter(([, { retry }]) => !retry);
  expect(final.map(([name]) => name)).toEqual(
    expect.arrayContaining(['UNAUTHENTICATED', 'INVALID_TOKEN', 'SESSION_EXPIRED', 'FORBIDDEN']),
  );
  for (const name of ['GOING_AWAY', 'INTERNAL', 'RESTART', 'TOO_SLOW', 'NO_PONG', 'RATE_LIMITED'] as const) {
    expect(closeCodes[name].retry).toBe(true);
  }
});

it('close reasons fit into a close frame', () => {
  for (const { reason } of Object.values(closeCodes))
    expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123);
});

it('a PitwallError answers status and advice from its code', () => {
  const error = new PitwallError('RATE_LIMITED', 'too many');
  expect(error).toMatchObject({ status: 429, how: errorCodes.RATE_LIMITED.how, problems: [] });
});

it('whatever was thrown becomes a PitwallError that keeps its cause', () => {
  const cause = new RangeError('off');
  expect(toPitwallError(cause)).toMatchObject({ code: 'INTERNAL', message: 'off', cause });
  expect(toPitwallError('text').message).toBe('text');
  const own = new PitwallError('NOT_FOUND', 'gone');
  expect(toPitwallError(own)).toBe(own);
});

import { PitwallError } from '@pitwall/model';
import { Type } from 'typebox';
import type { Static } from 'typebox';

/** What went wrong, for programs (`code`) and people. */
export const ErrorDetail = Type.Object({
  code: Type.String({ description: 'One of the stable codes of docs/errors.md.' }),
  message: Type.String({ description: 'What happened.' }),
  how: Type.String({ description: 'What to do about it.' }),
  problems: Type.Array(
    Type.Object({
      path: Type.String({ description: 'JSON pointer into what was sent.' }),
      found: Type.String(),
      expected: Type.String(),
    }),
  ),
});

/** What went wrong, for programs and people. */
export type ErrorDetail = Static<typeof ErrorDetail>;

/** The body of every answer that is an error. */
export const ErrorBody = Type.Object({ error: ErrorDetail }, { description: 'An error; see docs/errors.md.' });

/** The body of every answer that is an error. */
export type ErrorBody = Static<typeof ErrorBody>;

/** An error as callers see it. An `INTERNAL` one keeps its words for the log. */
export const errorDetail = (error: PitwallError, how?: string): ErrorDetail => ({
  code: error.code,
  message: error.code === 'INTERNAL' ? 'Something in the gateway failed; its log says what' : error.message,
  how: how ?? error.how,
  problems: error.problems.map(({ path, found, expected }) => ({ path, found, expected })),
});

/** Something about a request's parameters or headers that is not as it must be. */
export const wrongParameter = (name: string, found: string, expected: string): PitwallError => {
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  return new PitwallError('INVALID_REQUEST', `${name} is ${JSON.stringify(shown)}, expected ${expected}`, {
    problems: [{ path: `/${name}`, found: JSON.stringify(shown), expected }],
  });
};

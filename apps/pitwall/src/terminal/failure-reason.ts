import { plainLine } from './figures.ts';

/**
 * What went wrong beneath a failed request or connection, in the machine's own words: `fetch` hides it in `cause`, and a
 * refusal on both addresses of `localhost` is an error that holds two and says nothing itself.
 */
export const failureReason = (thrown: unknown): string => {
  const [first] = beneath(causeOf(thrown));
  if (!(first instanceof Error)) return plainLine(String(first));
  return first.message === '' ? first.name : plainLine(first.message);
};

/** The error that another one was made of, or the error itself. */
export const causeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;

const beneath = (cause: unknown): readonly unknown[] => {
  const held: unknown = cause instanceof AggregateError ? cause.errors : undefined;
  return Array.isArray(held) ? held : [cause];
};

import { plainLine } from './figures.ts';

/**
 * What went wrong beneath a failed request or connection, in the machine's own words: `fetch` hides it in `cause`, and a
 * refusal on both addresses of `localhost` is an error that holds two and says nothing itself.
 */
export const failureReason = (thrown: unknown): string => {
  const [first] = beneath(causeOf(thrown));
  if (!(first instanceof Error)) return plainLine(String(first));
  if (first.message === '') return first.name;
  return plainLine(opensslReason.exec(first.message)?.[1] ?? first.message.replace(nodeAdvice, ''));
};

/** What OpenSSL says, among where in its sources it says so. */
const opensslReason = /:SSL routines:[^:]*:([^:]+):/;

/** What Node advises to who writes programs. */
const nodeAdvice = /; if the root CA is installed locally.*$/;

/** The error that another one was made of, or the error itself. */
export const causeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;

const beneath = (cause: unknown): readonly unknown[] => {
  const held: unknown = cause instanceof AggregateError ? cause.errors : undefined;
  return Array.isArray(held) ? held : [cause];
};

/** What to do about a failed connection, as far as its error tells. */
export const failureAdvice = (thrown: unknown): string => {
  const [first] = beneath(causeOf(thrown));
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  if (first instanceof Error && /wrong version number|packet length too long/i.test(first.message)) {
    return 'It does not seem to speak TLS there: use ws:// or http://.';
  }
  if (untrusted.has(code)) return 'Name a file with its authority in the variable NODE_EXTRA_CA_CERTS.';
  if (hungUp.has(code)) return 'If it speaks TLS, use wss:// or https://.';
  return 'Is the gateway running ("npm start")?';
};

/** Certificates of authorities that this machine does not know. */
const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Somebody listens, and hung up without a word, as a TLS listener does to plain text. */
const hungUp: ReadonlySet<string> = new Set(['ECONNRESET', 'UND_ERR_SOCKET']);

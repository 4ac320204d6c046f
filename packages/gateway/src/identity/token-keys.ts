import { createSecretKey } from 'node:crypto';
import { PitwallError } from '@pitwall/model';
import { createRemoteJWKSet, errors } from 'jose';
import type { JWTVerifyGetKey } from 'jose';

/** What signatures are checked with. */
export interface KeyOptions {
  /** Secret of HS256 tokens, at least 32 bytes; empty for none. */
  readonly jwtSecret: string;
  /** Where the issuer publishes its keys; empty for none. */
  readonly jwksUrl: string;
  /** The one algorithm that is taken with `jwksUrl`. @default RS256 */
  readonly jwtAlgorithm: string;
  /** How long to wait for the issuer's keys, in ms. @default 5000 */
  readonly jwksTimeoutMs: number;
  /** How long after a look at the keys an unknown key id causes no other, in ms. @default 30,000 */
  readonly jwksCooldownMs: number;
  /** After how long the keys are looked at anew, so that a withdrawn key ends, in ms. @default 600,000 */
  readonly jwksMaxAgeMs: number;
}

/** Where keys come from, and for which algorithm. */
export interface TokenKeys {
  readonly algorithm: string;
  /** Rejects with `KEYS_UNAVAILABLE` when the issuer cannot be asked, and with jose's own error when it has no such key. */
  readonly find: JWTVerifyGetKey;
}

/** RFC 7518 section 3.2: a key of the size of the hash output or larger must be used. */
const minSecretBytes = 32;

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const jwksUrlProblem = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (url === null) return 'is no URL';
  if (url.username !== '' || url.password !== '') return 'must carry no user name or password';
  if (url.protocol === 'https:') return undefined;
  // Whoever is on the way could put keys of their own in place of the issuer's.
  return url.protocol === 'http:' && loopbackNames.has(url.hostname)
    ? undefined
    : 'must be https, except on this machine';
};

/** What is wrong with the options that say how tokens are checked, by option. */
export const keyProblems = (
  options: Pick<KeyOptions, 'jwtSecret' | 'jwksUrl'>,
): readonly { readonly option: string; readonly message: string }[] => {
  const { jwtSecret, jwksUrl } = options;
  if (jwtSecret !== '' && jwksUrl !== '') {
    return [{ option: 'jwksUrl', message: 'give jwtSecret or jwksUrl, not both: one algorithm is pinned' }];
  }
  if (jwtSecret !== '' && Buffer.byteLength(jwtSecret) < minSecretBytes) {
    return [{ option: 'jwtSecret', message: `must have at least ${minSecretBytes} bytes` }];
  }
  const problem = jwksUrl === '' ? undefined : jwksUrlProblem(jwksUrl);
  return problem === undefined ? [] : [{ option: 'jwksUrl', message: problem }];
};

/** Whether any token can be checked. */
export const hasKey = (options: Pick<KeyOptions, 'jwtSecret' | 'jwksUrl'>): boolean =>
  options.jwtSecret !== '' || options.jwksUrl !== '';

/** A fault in words that hold no secret: its code or name, never its message, which may quote what was answered. */
const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return 'unknown';
  const { cause } = thrown;
  const code = 'code' in thrown ? thrown.code : cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : thrown.name;
};

const remoteKeys = (options: KeyOptions, onUnavailable: (reason: string) => void): JWTVerifyGetKey => {
  const keySet = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: options.jwksTimeoutMs,
    cooldownDuration: options.jwksCooldownMs,
    cacheMaxAge: options.jwksMaxAgeMs,
  });
  return async (header, token) => {
    try {
      return await keySet(header, token);
    } catch (thrown) {
      if (thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys) throw thrown;
      onUnavailable(reasonOf(thrown));
      throw new PitwallError('KEYS_UNAVAILABLE', 'The keys that tokens are checked with cannot be had at the moment');
    }
  };
};

/**
 * The keys that options name; `undefined` when they name none. Throws `INVALID_OPTION`.
 * A secret serves HS256 alone and a key set one asymmetric algorithm alone, so that a public key can never pass for a secret.
 */
export const tokenKeysOf = (options: KeyOptions, onUnavailable: (reason: string) => void): TokenKeys | undefined => {
  const [problem] = keyProblems(options);
  if (problem !== undefined) throw new PitwallError('INVALID_OPTION', `${problem.option} ${problem.message}`);
  if (options.jwtSecret !== '') {
    const secret = createSecretKey(Buffer.from(options.jwtSecret));
    return { algorithm: 'HS256', find: () => secret };
  }
  if (options.jwksUrl === '') return undefined;
  return { algorithm: options.jwtAlgorithm, find: remoteKeys(options, onUnavailable) };
};

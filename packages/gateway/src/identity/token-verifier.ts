import { PitwallError } from '@pitwall/model';
import { errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyOptions } from 'jose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { identityOf } from './claims.ts';
import type { ClaimOptions } from './claims.ts';
import type { Identity } from './identity.ts';
import { LogLimit } from './log-limit.ts';
import { tokenKeysOf } from './token-keys.ts';
import type { KeyOptions, TokenKeys } from './token-keys.ts';

/** What a token must be to be taken. */
export interface TokenOptions extends KeyOptions, ClaimOptions {
  /** `iss` that tokens must have; empty for any. */
  readonly jwtIssuer: string;
  /** `aud` that tokens must have; empty for any. */
  readonly jwtAudience: string;
  /** How far the issuer's clock may be from ours, in ms. @default 5000 */
  readonly jwtClockToleranceMs: number;
  /** Longest token, in bytes: what is longer is refused before any work is spent on it. @default 8192 */
  readonly maxTokenBytes: number;
  /** Longest life of a token, in ms; revocations are kept as long. @default 30 days */
  readonly maxTokenLifetimeMs: number;
}

/** Turns tokens into identities. */
export interface TokenVerifier {
  /** Rejects with `INVALID_TOKEN`, `TOKEN_EXPIRED` or `KEYS_UNAVAILABLE`; no word of it is from the token. */
  verify(token: string): Promise<Identity>;
}

const compactForm = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Names of claims that jose checks; anything else it names may be the token's own word. */
const checkedClaims: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'iss', 'aud']);

const invalid = (why: string): PitwallError => new PitwallError('INVALID_TOKEN', `The token ${why}`);

/** Why jose refused. Its errors carry the payload, so they are neither passed on nor kept as a cause. */
const refusalOf = (thrown: unknown): PitwallError => {
  if (thrown instanceof PitwallError) return thrown;
  if (thrown instanceof errors.JWTExpired) return new PitwallError('TOKEN_EXPIRED', 'The token has expired');
  if (thrown instanceof errors.JWTClaimValidationFailed && checkedClaims.has(thrown.claim)) {
    return invalid(
      thrown.reason === 'missing' ? `lacks "${thrown.claim}"` : `has a "${thrown.claim}" that does not hold here`,
    );
  }
  if (thrown instanceof errors.JOSEAlgNotAllowed) return invalid('is signed by another algorithm than is asked for');
  if (thrown instanceof errors.JWKSNoMatchingKey) return invalid('is signed by a key that its issuer does not publish');
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return invalid('has a signature that does not hold');
  return invalid('is none that can be read');
};

/** Verifies JSON Web Tokens by one key source and one algorithm. */
class JwtVerifier implements TokenVerifier {
  readonly #options: TokenOptions;
  readonly #clock: Clock;
  readonly #keys: TokenKeys;
  readonly #checks: JWTVerifyOptions;

  constructor(options: TokenOptions, parts: { readonly clock: Clock; readonly keys: TokenKeys }) {
    const { jwtIssuer, jwtAudience, jwtClockToleranceMs } = options;
    this.#options = options;
    this.#clock = parts.clock;
    this.#keys = parts.keys;
    this.#checks = {
      algorithms: [parts.keys.algorithm],
      requiredClaims: ['exp'],
      clockTolerance: jwtClockToleranceMs / 1000,
      ...(jwtIssuer === '' ? {} : { issuer: jwtIssuer }),
      ...(jwtAudience === '' ? {} : { audience: jwtAudience }),
    };
  }

  async verify(token: string): Promise<Identity> {
    const { maxTokenBytes } = this.#options;
    // Every character of a token that passes the form is one byte.
    if (token.length > maxTokenBytes) throw invalid(`is longer than the ${maxTokenBytes} bytes that are taken`);
    if (!compactForm.test(token)) throw invalid('is no JSON Web Token');
    const identity = identityOf(await this.#payloadOf(token), this.#options);
    this.#checkLife(identity);
    return identity;
  }

  async #payloadOf(token: string): Promise<JWTPayload> {
    try {
      const currentDate = new Date(this.#clock.now());
      const { payload } = await jwtVerify(token, this.#keys.find, { ...this.#checks, currentDate });
      return payload;
    } catch (thrown) {
      throw refusalOf(thrown);
    }
  }

  /**
   * A revocation is forgotten once no token that it concerns can be alive: so nothing may live longer than that, nor be
   * issued later than now. A token that does not say when it was issued may at most be good for so long from now.
   */
  #checkLife({ issuedAtMs, expiresAtMs }: Identity): void {
    const { jwtClockToleranceMs, maxTokenLifetimeMs } = this.#options;
    const nowMs = this.#clock.now();
    if (issuedAtMs !== undefined && issuedAtMs > nowMs + jwtClockToleranceMs) throw invalid('was issued in the future');
    if (expiresAtMs - (issuedAtMs ?? nowMs) > maxTokenLifetimeMs) {
      throw invalid(`lives longer than the ${maxTokenLifetimeMs} ms of maxTokenLifetimeMs`);
    }
  }
}

/** Where nothing can be checked, nothing is good. */
const keyless: TokenVerifier = {
  verify: () =>
    Promise.reject(
      new PitwallError('INVALID_TOKEN', 'No token can be checked here: the gateway has neither jwtSecret nor jwksUrl'),
    ),
};

/** Verifies tokens as the options say; without a key it refuses all. Throws `INVALID_OPTION`. */
export const createTokenVerifier = (
  options: TokenOptions,
  parts: { readonly clock: Clock; readonly logger: Pick<Logger, 'warn'> },
): TokenVerifier => {
  const { clock, logger } = parts;
  const limit = new LogLimit(clock);
  const keys = tokenKeysOf(options, (reason) => {
    const { origin, pathname } = new URL(options.jwksUrl);
    limit.log((unlogged) => {
      logger.warn({ jwks: `${origin}${pathname}`, reason, unlogged }, 'the keys of the token issuer cannot be had');
    });
  });
  return keys === undefined ? keyless : new JwtVerifier(options, { clock, keys });
};

import { randomBytes } from 'node:crypto';
import { PitwallError } from '@pitwall/model';
import type { Kind, TimeMs } from '@pitwall/model';
import { SignJWT } from 'jose';
import type { Clock } from '../clock.ts';
import { identityOf } from './claims.ts';
import { keyProblems } from './token-keys.ts';
import type { TokenOptions } from './token-verifier.ts';

/** Whom a development token is for. */
export interface MintClaims {
  readonly subject: string;
  /** @default the subject's own, and for an admin none */
  readonly accounts?: readonly string[];
  /** @default false */
  readonly admin?: boolean;
  /** What it may publish. @default nothing */
  readonly publishes?: { readonly kinds: readonly Kind[] | '*'; readonly shared: boolean };
  /** How long it is good, in ms; at most `maxTokenLifetimeMs`. */
  readonly ttlMs: number;
}

/** A token, and what one needs to know of it. */
export interface MintedToken {
  readonly token: string;
  /** By which it can be revoked. */
  readonly tokenId: string;
  readonly expiresAtMs: TimeMs;
}

const wrong = (message: string): PitwallError => new PitwallError('INVALID_OPTION', message);

const checkOptions = (options: TokenOptions, ttlMs: number): void => {
  if (options.jwtSecret === '')
    throw wrong('Tokens are minted with jwtSecret; those of a jwksUrl come from its issuer');
  const [problem] = keyProblems(options);
  if (problem !== undefined) throw wrong(`${problem.option} ${problem.message}`);
  if (ttlMs < 1000 || ttlMs > options.maxTokenLifetimeMs) {
    throw wrong(
      `A token shall be good for ${ttlMs / 1000} s, expected 1 s at least and ${options.maxTokenLifetimeMs / 1000} s (maxTokenLifetimeMs) at most`,
    );
  }
};

/** The subject stands in the claim that is looked at first, so that no other hides it. */
const payloadOf = (options: TokenOptions, claims: MintClaims): { readonly [claim: string]: unknown } => {
  const [subjectClaim = 'sub'] = options.subjectClaims;
  const [accountsClaim = 'accounts'] = options.accountsClaims;
  const { publishes } = claims;
  return {
    [subjectClaim]: claims.subject,
    ...(claims.accounts === undefined ? {} : { [accountsClaim]: claims.accounts }),
    ...(claims.admin === true ? { [options.roleClaim]: options.adminRole } : {}),
    ...(publishes === undefined ? {} : { publish: publishes.kinds === '*' ? true : publishes.kinds }),
    ...(publishes?.shared === true ? { shared: true } : {}),
  };
};

/**
 * Mints an HS256 token that a gateway of the same options takes: for development, where no issuer is at hand.
 * Rejects with `INVALID_OPTION` when the options cannot mint it, and `INVALID_TOKEN` when nobody could be let in by it.
 */
export const mintToken = async (
  options: TokenOptions,
  claims: MintClaims,
  clock: Pick<Clock, 'now'>,
): Promise<MintedToken> => {
  checkOptions(options, claims.ttlMs);
  const iat = Math.floor(clock.now() / 1000);
  const exp = iat + Math.floor(claims.ttlMs / 1000);
  const jti = randomBytes(12).toString('base64url');
  const payload = { ...payloadOf(options, claims), iat, exp, jti };
  identityOf(payload, options);
  const token = new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT' });
  if (options.jwtIssuer !== '') token.setIssuer(options.jwtIssuer);
  if (options.jwtAudience !== '') token.setAudience(options.jwtAudience);
  return { token: await token.sign(Buffer.from(options.jwtSecret)), tokenId: jti, expiresAtMs: exp * 1000 };
};

import { accountPattern, isKind, PitwallError } from '@pitwall/model';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Identity } from './identity.ts';

/** Which claims say what. */
export interface ClaimOptions {
  /** Claims that name the user, the first one present counts. @default user_id, sub */
  readonly subjectClaims: readonly string[];
  /** Claims that name accounts, as a list or a text; the first one present counts. @default accounts, account */
  readonly accountsClaims: readonly string[];
  /** The claim that makes an admin. @default role */
  readonly roleClaim: string;
  /** Its value that does. @default admin */
  readonly adminRole: string;
}

/** A name that is kept, logged and compared; nobody's is longer. */
const Name = Type.String({ minLength: 1, maxLength: 256 });

const Account = Type.String({ pattern: accountPattern });

/** What is read from a token beside the claims whose names are options. Times are in seconds (RFC 7519 section 2). */
const payload = Compile(
  Type.Object({
    exp: Type.Number(),
    iat: Type.Optional(Type.Number()),
    jti: Type.Optional(Name),
    publish: Type.Optional(Type.Union([Type.Boolean(), Type.Array(Type.String(), { maxItems: 256 })])),
    shared: Type.Optional(Type.Boolean()),
  }),
);

/** Beyond these, reading JSON makes one number of two, and one user of two. */
const UserNumber = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });

const subjectForm = Compile(Type.Union([Name, UserNumber]));
const accountForm = Compile(Account);
const accountsForm = Compile(Type.Array(Account, { minItems: 1, maxItems: 1000 }));

const refusal = (why: string): PitwallError => new PitwallError('INVALID_TOKEN', `The token ${why}`);

/** The first of some claims that is there; a null says as little as none. */
const firstClaim = (claims: object, names: readonly string[]): unknown => {
  const name = names.find((one) => Object.hasOwn(claims, one) && Reflect.get(claims, one) !== null);
  return name === undefined ? undefined : Reflect.get(claims, name);
};

const subjectOf = (claims: object, options: ClaimOptions): string => {
  const subject = firstClaim(claims, options.subjectClaims);
  if (!subjectForm.Check(subject)) throw refusal(`names no user: it needs ${options.subjectClaims.join(' or ')}`);
  return String(subject);
};

const accountsOf = (claims: object, options: ClaimOptions, bearer: { subject: string; admin: boolean }) => {
  const named = firstClaim(claims, options.accountsClaims);
  if (accountsForm.Check(named)) return [...new Set(named)];
  if (accountForm.Check(named)) return [named];
  if (named !== undefined) throw refusal('names accounts that cannot exist');
  if (bearer.admin) return [];
  // Where every user has one account, issuers name it after the user and say no more.
  if (accountForm.Check(bearer.subject)) return [bearer.subject];
  throw refusal(`names no account: it needs ${options.accountsClaims.join(' or ')}`);
};

const isAdmin = (claims: object, options: ClaimOptions): boolean => {
  const role = firstClaim(claims, [options.roleClaim]);
  return Array.isArray(role) ? role.includes(options.adminRole) : role === options.adminRole;
};

/** Kinds that this version does not know are left out: nobody can publish them. */
const publishesOf = (
  publish: boolean | readonly string[] | undefined,
  shared: boolean,
): Pick<Identity, 'publishes'> => {
  if (publish === undefined || publish === false) return {};
  return { publishes: { kinds: publish === true ? '*' : publish.filter((name) => isKind(name)), shared } };
};

/**
 * Who a token's payload says its bearer is. The payload must be verified. Throws `INVALID_TOKEN`, in words that hold no
 * value of the token.
 */
export const identityOf = (claims: object, options: ClaimOptions): Identity => {
  if (!payload.Check(claims)) throw refusal('has claims of another form than docs/identity.md says');
  const { exp, iat, jti, publish, shared } = claims;
  const subject = subjectOf(claims, options);
  const admin = isAdmin(claims, options);
  return {
    subject,
    admin,
    accounts: accountsOf(claims, options, { subject, admin }),
    expiresAtMs: Math.floor(exp * 1000),
    ...(jti === undefined ? {} : { tokenId: jti }),
    ...(iat === undefined ? {} : { issuedAtMs: Math.floor(iat * 1000) }),
    ...publishesOf(publish, shared === true),
  };
};

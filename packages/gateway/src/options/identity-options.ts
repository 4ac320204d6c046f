import { Type } from 'typebox';
import { option } from '../option-table.ts';
import { count, names } from './forms.ts';

const policies = ['required', 'optional', 'none'] as const;

/** How tokens are checked. */
const tokenOptions = {
  jwtSecret: option({
    group: 'identity',
    schema: Type.String({ description: 'Secret of HS256 tokens, at least 32 bytes; empty for none.' }),
    default: '',
    secret: true,
  }),
  jwksUrl: option({
    group: 'identity',
    schema: Type.String({
      description: 'Where the issuer publishes its keys, instead of `jwtSecret`; https, except on this machine.',
    }),
    default: '',
  }),
  jwtAlgorithm: option({
    group: 'identity',
    schema: Type.Enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'], {
      description: 'The one algorithm that is taken with `jwksUrl`.',
    }),
    default: 'RS256',
  }),
  jwtIssuer: option({
    group: 'identity',
    schema: Type.String({ description: 'The `iss` that tokens must have; empty for any.' }),
    default: '',
  }),
  jwtAudience: option({
    group: 'identity',
    schema: Type.String({ description: 'The `aud` that tokens must have; empty for any.' }),
    default: '',
  }),
  jwtClockToleranceMs: option({
    group: 'identity',
    schema: count('How far the issuer’s clock may be from this one, in ms.', 0),
    default: 5_000,
  }),
  jwksTimeoutMs: option({
    group: 'identity',
    schema: count('How long to wait for the issuer’s keys, in ms; a client waits as long.'),
    default: 5_000,
  }),
  jwksCooldownMs: option({
    group: 'identity',
    schema: count('How long after a look at the keys an unknown key id causes no other, in ms.', 0),
    default: 30_000,
  }),
  jwksMaxAgeMs: option({
    group: 'identity',
    schema: count('After how long the keys are looked at anew, so that a withdrawn one ends, in ms.'),
    default: 600_000,
  }),
  maxTokenBytes: option({
    group: 'identity',
    schema: count('Longest token, in bytes; HTTP headers end at 16 KiB in all.', 128),
    default: 8_192,
  }),
  maxTokenLifetimeMs: option({
    group: 'identity',
    schema: count('Longest life of a token, in ms; revocations are kept as long, so the default is 30 days.', 1_000),
    default: 2_592_000_000,
  }),
} as const;

/** What tokens say. */
const claimOptions = {
  subjectClaims: option({
    group: 'identity',
    schema: names('Claims that name the user; the first one present counts.'),
    default: ['user_id', 'sub'],
  }),
  accountsClaims: option({
    group: 'identity',
    schema: names(
      'Claims that name accounts, as a list or a text; the first one present counts. Without any the user is an account.',
    ),
    default: ['accounts', 'account'],
  }),
  roleClaim: option({
    group: 'identity',
    schema: Type.String({ minLength: 1, description: 'Claim that makes an admin.' }),
    default: 'role',
  }),
  adminRole: option({
    group: 'identity',
    schema: Type.String({ minLength: 1, description: 'Value of `roleClaim` that does.' }),
    default: 'admin',
  }),
} as const;

/** Who needs a token, how it may come, and how it ends before its time. */
export const identityOptions = {
  auth: option({
    group: 'identity',
    schema: Type.Enum(['auto', ...policies], {
      description:
        'Whether a token is asked for. `auto`: beyond loopback always; on loopback as the page says, and with `dev` never (a bad one is refused once there is a key). `optional` takes anybody without one and refuses a bad one.',
    }),
    default: 'auto',
  }),
  authRoutes: option({
    group: 'identity',
    schema: Type.Record(Type.String(), Type.Enum([...policies]), {
      description:
        'The same for single routes: by a dialect’s name, `<listener><path>` such as `3101/ws/console`, or `api`; the most specific wins.',
    }),
    default: {},
    onlyInFile: true,
  }),
  anonymousBeyondLoopback: option({
    group: 'identity',
    schema: Type.Boolean({
      description: 'Lets `none` and `optional` hold beyond loopback too: anybody who gets there then sees `account`.',
    }),
    default: false,
  }),
  ...tokenOptions,
  ...claimOptions,
  cookieName: option({
    group: 'identity',
    schema: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Cookie that may carry a token.' }),
    default: 'pitwall_token',
  }),
  ticketTtlMs: option({
    group: 'identity',
    schema: count('How long a ticket is good, in ms: as long as a page takes from getting it to connecting.'),
    default: 30_000,
  }),
  maxTickets: option({
    group: 'identity',
    schema: count('Most tickets that are open at a time; each holds half a kilobyte.'),
    default: 10_000,
  }),
  identityRequestsPerSecond: option({
    group: 'identity',
    schema: count('Tickets and revocations a second and subject, averaged; bursts of twice as many.'),
    default: 5,
  }),
  revocationsFile: option({
    group: 'identity',
    schema: Type.String({ description: 'File in which revocations outlive a restart; empty for nowhere.' }),
    default: '',
  }),
  maxRevocations: option({
    group: 'identity',
    schema: count('Most revocations that are kept; as many hold some 20 MB.'),
    default: 100_000,
  }),
} as const;

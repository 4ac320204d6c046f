import { accountPattern, isKind, kindNames } from '@pitwall/model';
import type { MintClaims } from '@pitwall/gateway';
import { didYouMean } from '../configuration/suggest.ts';
import { CommandError } from '../exit-codes.ts';

/** Flags that say what a token says. */
export interface ClaimFlags {
  readonly subject?: string;
  readonly account?: string;
  readonly role?: string;
  readonly ttl?: string;
  readonly publish?: string;
  readonly shared?: true;
}

const wrong = (message: string): CommandError => new CommandError('USAGE', message);

const unitsMs: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const ttlOf = (text: string): number => {
  const [, count, unit = ''] = /^([1-9][0-9]{0,6})([smhd])$/.exec(text) ?? [];
  const unitMs = unitsMs.get(unit);
  if (unitMs === undefined) throw wrong(`--ttl is ${JSON.stringify(text)}, expected a time such as 30s, 15m, 1h or 7d`);
  return Number(count) * unitMs;
};

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const publishesOf = ({ publish, shared }: ClaimFlags): MintClaims['publishes'] => {
  if (publish === undefined) {
    if (shared === true) throw wrong('--shared says what may be published, so it needs --publish');
    return undefined;
  }
  const named = listOf(publish);
  if (named.length === 0) throw wrong('--publish names nothing; expected all, or kinds separated by commas');
  const unknown = named.find((name) => name !== 'all' && !isKind(name));
  if (unknown !== undefined) {
    throw wrong(`--publish names "${unknown}", which is no kind${didYouMean(unknown, ['all', ...kindNames])}`);
  }
  return { kinds: named.includes('all') ? '*' : named.filter(isKind), shared: shared === true };
};

/** What a token is to say. Throws `USAGE` that names the flag. */
export const tokenClaims = (flags: ClaimFlags): MintClaims => {
  const { subject = '', account, role, ttl = '1h' } = flags;
  if (subject === '') throw wrong('Whom is the token for? Give --subject NAME');
  // Another word than the one that makes an admin would be taken by the gateway, and do nothing.
  if (role !== undefined && role !== 'admin') throw wrong(`--role is "${role}", expected admin, or no role`);
  const accounts = account === undefined ? [] : listOf(account);
  const unnameable = accounts.find((name) => !new RegExp(accountPattern).test(name));
  if (unnameable !== undefined) {
    throw wrong(
      `--account names ${JSON.stringify(unnameable)}, expected a letter or a digit and up to 63 more or any of . _ : @ -`,
    );
  }
  const publishes = publishesOf(flags);
  return {
    subject,
    admin: role === 'admin',
    ttlMs: ttlOf(ttl),
    ...(accounts.length === 0 ? {} : { accounts }),
    ...(publishes === undefined ? {} : { publishes }),
  };
};

import type { Owner } from './marks.ts';

/** Somebody who watches. */
export interface Person {
  readonly name: string;
  /** Accounts of the token, its own first. */
  readonly accounts: readonly Owner[];
  readonly admin: boolean;
  /** Whether there is a token at all. */
  readonly known: boolean;
}

const known = (name: string, ...accounts: Owner[]): Person => ({ name, accounts, admin: false, known: true });

/** Three who have an account each, one who has two, an admin, and one without a token. */
export const people: readonly [Person, ...Person[]] = [
  known('ann', 'ann'),
  known('bob', 'bob'),
  known('cay', 'cay'),
  known('pair', 'ann', 'bob'),
  { name: 'admin', accounts: [], admin: true, known: true },
  { name: 'nobody', accounts: [], admin: false, known: false },
];

/** Where somebody comes in. */
export interface Way {
  readonly path: string;
  readonly policy: 'required' | 'optional' | 'none';
  readonly watches: 'one' | 'own';
}

/** One way at least to each dialect, each policy at least once, and the stream of canonical events. */
export const ways = {
  titan: { path: '/ws/console', policy: 'required', watches: 'one' },
  openTitan: { path: '/ws/titan', policy: 'none', watches: 'one' },
  carry: { path: '/ws/carry', policy: 'optional', watches: 'one' },
  fleet: { path: '/api/ws', policy: 'required', watches: 'own' },
  mci: { path: '/telemetry', policy: 'required', watches: 'one' },
  quantmind: { path: '/ws/quantmind', policy: 'required', watches: 'one' },
  pitwall: { path: '/v1/stream', policy: 'required', watches: 'own' },
  stream: { path: '/v1/sse', policy: 'required', watches: 'own' },
} as const satisfies { readonly [name: string]: Way };

/** Polls, by their paths. */
export const polls = {
  page: { path: '/api/ws/poll', policy: 'required', watches: 'own' },
  route: { path: '/ws/fleet/poll', policy: 'required', watches: 'own' },
  canonical: { path: '/v1/events', policy: 'required', watches: 'own' },
} as const satisfies { readonly [name: string]: Way };

/** The account of those who show no token. */
export const openAccount: Owner = 'house';

/** Accounts that exist. */
export const accounts: readonly [Owner, ...Owner[]] = ['ann', 'bob', 'cay', openAccount];

const nothing: readonly Owner[] = [];

const asAnybody = (account: string | undefined): readonly Owner[] =>
  account === undefined || account === '*' || account === openAccount ? [openAccount] : nothing;

const asKnown = ({ accounts: own, admin }: Person, way: Way, account: string | undefined): readonly Owner[] => {
  const all = admin ? accounts : own;
  if (account === '*' || (account === undefined && way.watches === 'own')) return all;
  if (account === undefined) return [own[0] ?? openAccount];
  return all.filter((one) => one === account);
};

/**
 * Whose facts somebody may be given (rulings 9, 11 and 17), written down a second time so that the gateway is compared with
 * it; none means that the way is shut.
 */
export const watchedBy = (person: Person, way: Way, account: string | undefined): ReadonlySet<Owner> => {
  const anonymous = way.policy === 'none' || (way.policy === 'optional' && !person.known);
  // An admin may name what does not exist, and then sees what everybody sees.
  if (person.admin && !anonymous && account === 'unknown') return new Set(['shared']);
  const watched = anonymous ? asAnybody(account) : person.known ? asKnown(person, way, account) : nothing;
  return new Set(watched.length === 0 ? [] : [...watched, 'shared']);
};

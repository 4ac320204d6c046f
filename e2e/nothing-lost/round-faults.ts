import type { Filter, Replica } from '@pitwall/client';
import { definitionOf } from '@pitwall/model';
import { differences, faultsOf, staleKeys } from './account-of.ts';
import type { Shown, Watched } from './account-of.ts';
import type { ClientFacts } from './client-facts.ts';
import { asksFor } from './ledger.ts';
import type { VirtualWorld } from './virtual-world.ts';

/** What a round met, so that a run can tell that everything did happen. */
export interface Met {
  kills: number;
  histories: number;
  /** Readers whose place was no more because an older copy of the log took its place. */
  undone: number;
  /** Words for a gap that were lost. */
  lostGaps: number;
  gaps: number;
  losses: number;
  lags: number;
  sse: number;
  polling: number;
  facts: number;
}

/** One round, and all that it watches. */
export interface Round {
  readonly world: VirtualWorld;
  readonly watched: Watched[];
  readonly replicas: { readonly filter: Filter; readonly replica: Replica }[];
  readonly published: ClientFacts;
  readonly met: Met;
  /** Names facts and subscriptions. */
  readonly next: () => number;
}

/** Whether nothing is left to happen. */
export const isAtRest = ({ world, watched, replicas, published }: Round): boolean => {
  const { state, transport } = world.client.status;
  const areLive = watched.every(({ isOver, subscription }) => isOver || subscription.isLive);
  const areFresh = replicas.every(({ replica }) => replica.freshness.isLive);
  return state === 'live' && transport === 'websocket' && areLive && areFresh && published.waiting === 0;
};

const isAskedFor = (filter: Filter, { kind, account, data }: Shown): boolean => {
  const { kinds, channels, accounts, symbols } = filter;
  const named: readonly string[] | undefined = kinds;
  const { channel, shared } = definitionOf(kind as Parameters<typeof definitionOf>[0]);
  const symbol: unknown = Reflect.get(data, 'symbol');
  return (
    (named === undefined || named.includes(kind)) &&
    (channels === undefined || channels.includes(channel)) &&
    (accounts === undefined || shared || accounts.includes(account)) &&
    (symbols === undefined || typeof symbol !== 'string' || symbols.includes(symbol))
  );
};

/** The values that a filter must show. */
const valuesOf = ({ world }: Round, filter: Filter): readonly Shown[] =>
  (world.gateway?.values() ?? [])
    .map(({ kind, account, key, seq, data }) => ({ kind, account, key, seq: `${world.log.epoch}.${seq}`, data }))
    .filter((value) => isAskedFor(filter, value));

const named = (name: string, faults: readonly string[]): readonly string[] =>
  faults.map((fault) => `${name}: ${fault}`);

/** Where subscriptions stand that no message told it to. */
export const strayPlaces = ({ world, watched }: Round): readonly string[] =>
  watched.flatMap(({ name, isOver, options, subscription: { cursor } }) => {
    const isTold = cursor === undefined || world.places.has(cursor) || options.since === cursor;
    return isOver || isTold ? [] : [`${name} stands at ${cursor}, which is no place that it was told`];
  });

/** What is wrong at any moment. */
export const faultsNow = (round: Round): readonly string[] => {
  const { world, watched, published } = round;
  return [
    ...watched.flatMap((one) =>
      named(`${one.name} of ${JSON.stringify([one.filter, one.options])}`, faultsOf(one, world.ledger)),
    ),
    ...published.faults(world.ledger),
    ...strayPlaces(round),
    ...world.faults,
  ];
};

/** What is wrong when nothing happens any more. */
export const faultsAtRest = (round: Round): readonly string[] => {
  const { world, watched, replicas, published } = round;
  const open = watched.filter(({ isOver }) => !isOver);
  return [
    ...(isAtRest(round) ? [] : [`it does not come to rest: ${JSON.stringify(world.client.status)}`]),
    ...(published.waiting === 0 ? [] : [`${published.waiting} facts of the client wait`]),
    ...open.flatMap((one) => {
      const { cursor } = one.subscription;
      const later = world.ledger.written.slice(world.ledger.at(cursor ?? '') + 1);
      const behind = later.filter((fact) => fact.mustArrive && asksFor(one.filter, fact));
      return named(`${one.name} of ${JSON.stringify([one.filter, one.options])}`, [
        ...(behind.length === 0 ? [] : [`stands at ${cursor} before ${behind.map((fact) => fact.cursor).join()}`]),
        ...staleKeys(one, valuesOf(round, one.filter)),
      ]);
    }),
    ...replicas.flatMap(({ filter, replica }) =>
      named(`replica of ${JSON.stringify(filter)}`, differences(replica.list(), valuesOf(round, filter))),
    ),
  ];
};

/** Throws with what is wrong. */
export const assertNone = (faults: readonly string[]): void => {
  if (faults.length > 0) throw new Error(faults.slice(0, 12).join('\n'));
};

import type { Fact, FactOf, Kind } from '@pitwall/client';

export type { DataOf, Fact, FactOf, Kind } from '@pitwall/client';

/** A fact of whatever kind, for what shows any of them alike. */
export type AnyFact = Omit<FactOf<Kind>, 'data' | 'extra'> & { readonly data: object };

/** Whether a fact belongs to an account, or to all; without an account every fact does. */
export const isOf = (account: string | undefined, fact: Pick<Fact, 'account'>): boolean =>
  account === undefined || fact.account === account || fact.account.startsWith('@');

/** When a fact is drawn: the time of its market where prices are replayed, else when it happened. */
export const chartTimeOf = ({ marketTime, occurredAt }: Pick<Fact, 'marketTime' | 'occurredAt'>): number =>
  marketTime ?? occurredAt;

import type { Fact } from '@pitwall/client';

export type { DataOf, Fact, FactOf, Kind } from '@pitwall/client';

/** Whether a fact belongs to an account, or to all; without an account every fact does. */
export const isOf = (account: string | undefined, fact: Pick<Fact, 'account'>): boolean =>
  account === undefined || fact.account === account || fact.account.startsWith('@');

/** When a fact is drawn: the time of its market where prices are replayed, else when it happened. */
export const chartTimeOf = ({ marketTime, occurredAt }: Pick<Fact, 'marketTime' | 'occurredAt'>): number =>
  marketTime ?? occurredAt;

import { probeDialect } from '@pitwall/testkit';
import type { Dialect } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { readConnectRequest } from './connect-request.ts';
import { Subscription } from './subscription.ts';

const subscribe = (
  query = '',
  dialect: Dialect = probeDialect,
  accounts: readonly string[] | '*' = ['demo'],
): Subscription => {
  const base = { dialect, listener: 'main', remoteAddress: '::1' };
  return new Subscription(readConnectRequest(new URLSearchParams(query), base), { accounts, maxTopics: 3 });
};

const topicsOf = (subscription: Subscription): readonly string[] => [...subscription.topics];

const startsWithAll: Dialect = {
  ...probeDialect,
  traits: {
    ...probeDialect.traits,
    subscription: { ...probeDialect.traits.subscription, start: 'all', topics: ['equity', 'trades'] },
  },
};

describe('a subscription', () => {
  it('begins with nothing or with everything, as the dialect says, unless the URL lists topics', () => {
    expect(topicsOf(subscribe())).toEqual([]);
    expect(topicsOf(subscribe('', startsWithAll))).toEqual(['equity', 'trades']);
    expect(topicsOf(subscribe('topics=trades', startsWithAll))).toEqual(['trades']);
    expect(topicsOf(subscribe('topics=', startsWithAll))).toEqual(['equity', 'trades']);
  });

  it('knows which topics of the URL do not exist and leaves them out', () => {
    const subscription = subscribe('topics=trades,equty,backtest:7');
    expect(subscription.refusalAtConnect()).toContain('there is no equty');
    expect(topicsOf(subscription)).toEqual(['trades', 'backtest:7']);
    expect(subscribe().refusalAtConnect()).toBeUndefined();
  });

  it('tells which topics are new', () => {
    const subscription = subscribe('topics=trades');
    expect(subscription.add(['equity', 'trades', 'equity'])).toEqual(['equity']);
    expect(subscription.add(['equity'])).toEqual([]);
  });

  it('takes all or none of a request that would make too many', () => {
    const subscription = subscribe('topics=trades');
    expect(subscription.add(['backtest:1', 'backtest:2', 'backtest:3'])).toBeUndefined();
    expect(topicsOf(subscription)).toEqual(['trades']);
    expect(subscription.add(['backtest:1', 'backtest:2'])).toEqual(['backtest:1', 'backtest:2']);
    expect(subscription.add(['trades'])).toEqual([]);
  });

  it('knows when the URL already lists too many', () => {
    expect(subscribe('topics=trades,equity,logs').refusalAtConnect()).toBeUndefined();
    expect(subscribe('topics=backtest:1,backtest:2,backtest:3,backtest:4').refusalAtConnect()).toMatch(/at most/);
    expect(subscribe('topics=trades,trades,trades,trades').refusalAtConnect()).toBeUndefined();
  });

  it('tells which topics it no longer hears', () => {
    const subscription = subscribe('topics=trades,equity');
    expect(subscription.remove(['equity', 'logs'])).toEqual(['equity']);
    expect(topicsOf(subscription)).toEqual(['trades']);
  });

  it('never changes a hearing that it gave', () => {
    const subscription = subscribe('topics=trades');
    const before = subscription.hearing();
    subscription.add(['equity']);
    subscription.remove(['trades']);
    expect([...before.topics]).toEqual(['trades']);
    expect([...subscription.hearing().topics]).toEqual(['equity']);
  });

  it('hears in the form that the URL asked for', () => {
    expect(subscribe('delta=1&batch=1&since=e.1').hearing()).toMatchObject({ delta: true, batch: true, cursor: true });
    expect(subscribe().hearing()).toMatchObject({ delta: false, batch: false, cursor: false });
  });

  it.each([
    [['demo'], false],
    [['demo', 'other'], true],
    ['*' as const, true],
  ])('names accounts when it hears more than one: %j, %s', (accounts, namesAccount) => {
    expect(subscribe('', probeDialect, accounts).hearing()).toMatchObject({ accounts, namesAccount });
  });
});

import { describe, expect, it } from 'vitest';
import { openWatchPolicy } from './watch-policy.ts';

const watch = (anyAccount: boolean, account?: string): readonly string[] | '*' =>
  openWatchPolicy({ account: 'demo', anyAccount }).accountsFor(account === undefined ? {} : { account });

describe('the policy without tokens', () => {
  it('lets everybody watch the one account, named or not', () => {
    expect([watch(false), watch(false, 'demo')]).toEqual([['demo'], ['demo']]);
  });

  it.each(['other', '*', '', '@shared', 'Demo', 'demo,other'])('refuses the account "%s"', (account) => {
    expect(() => watch(false, account)).toThrow(expect.objectContaining({ code: 'FORBIDDEN_ACCOUNT' }));
  });

  it('lets any one account be watched in development, and all with a star', () => {
    expect([watch(true), watch(true, 'other'), watch(true, '*')]).toEqual([['demo'], ['other'], '*']);
  });
});

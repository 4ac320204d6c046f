import { dialects, mci, titan } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig } from './session-rig.fixture.ts';

const position = (symbol: string, account: string): EventDraft => ({
  kind: 'position',
  account,
  data: { action: 'opened', symbol, side: 'long', size: 1, entryPrice: 1 },
});

describe('the accounts of a session', () => {
  // Promise: ruling-17.one-account
  it('are one in every page but fleet’s, which has all that its token may see as Pitwall’s own protocol has', () => {
    expect(Object.fromEntries(dialects.map(({ name, traits }) => [name, traits.accounts]))).toEqual({
      titan: 'one',
      carry: 'one',
      fleet: 'own',
      mci: 'one',
      pitwall: 'own',
      quantmind: 'one',
    });
  });

  // Promises: ruling-17.all-accounts, ruling-17.lists-apart
  it('are told apart where it hears all: each message says whose it is, and a list is of one account', async () => {
    const rig = new SessionRig();
    await rig.publish(position('A', 'ann'), position('B', 'bob'), position('C', 'ann'));
    const lists = rig.connect('', mci, { accounts: '*' });
    lists.ask({ event: 'subscribe', data: { channels: ['positions'] } });
    const single = rig.connect('types=POSITION_UPDATE', titan, { accounts: '*' });
    rig.clock.endTurns();
    expect(lists.socket.read().slice(2)).toMatchObject([
      { data: { account: 'ann', positions: [{ symbol: 'A' }, { symbol: 'C' }] } },
      { data: { account: 'bob', positions: [{ symbol: 'B' }] } },
    ]);
    expect(single.socket.read()).toMatchObject([
      { data: { account: 'ann', symbol: 'A' } },
      { data: { account: 'ann', symbol: 'C' } },
      { data: { account: 'bob', symbol: 'B' } },
    ]);
  });

  // Promises: ruling-11.isolation-live, ruling-11.isolation-replay
  it('are never another’s: neither present values nor news nor what is replayed', async () => {
    const rig = new SessionRig();
    const signal = (signalId: string, account: string): EventDraft => ({
      kind: 'signal',
      account,
      data: { signalId, type: 'confirm' },
    });
    await rig.publish(signal('before', 'ann'), position('A', 'bob'), signal('s1', 'bob'), signal('s2', 'ann'));
    const ann = rig.connect('since=e1.1', titan, { accounts: ['ann'] });
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.resolve();
      rig.clock.endTurns();
    }
    await rig.publish(position('B', 'bob'), signal('s3', 'bob'), signal('s4', 'ann'));
    const [resume, ...messages] = ann.socket.read();
    expect(resume).toMatchObject({ data: { recovered: true } });
    expect(messages.map(({ data }) => (data as { signal_id?: string }).signal_id)).toEqual(['s2', 's4']);
  });
});

import type { EventDraft } from '@pitwall/model';
import { expect, it } from 'vitest';
import { World } from './world.fixture.ts';

const position = (action: 'opened' | 'updated' | 'closed', size: number): EventDraft => ({
  kind: 'position',
  data: { action, symbol: 'BTC', side: 'long', size },
});

const reader = { do: 'join', account: 0, delta: false, batch: false, budget: false, all: false } as const;

// Promises: ruling-6.replay, ruling-7.no-gap
it.each([0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1])(
  'a reader that got %f of a batch, in which a value that waited stands before its end, still gets that end',
  async (share) => {
    const world = new World(() => 0);
    await world.run({ ...reader, topics: ['positions'], compression: 'none' });
    await world.run({ do: 'publish', account: 0, drafts: [position('opened', 1)] });
    await world.run({ do: 'advance', ms: 7 });
    await world.run({ do: 'turn' });
    await world.run({ do: 'stall', client: 0 });
    const drafts = [position('updated', 2), position('updated', 3), position('closed', 4)];
    await world.run({ do: 'publish', account: 0, drafts });
    await world.run({ do: 'advance', ms: 2 });
    await world.run({ do: 'disconnect', client: 0, share });
    await world.settle();
    const [client] = world.clients;
    expect(client?.owed).toEqual([1, 4]);
    expect(client?.replica.everySeqs).toEqual([1, 4]);
    expect(client?.replica.states.size).toBe(0);
  },
);

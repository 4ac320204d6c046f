import type { StreamWish } from '@pitwall/dialects';
import { streamProbeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { SessionRig, tradeDraft, typesOf } from './session-rig.fixture.ts';
import { StreamClient, streamOf } from './stream-client.fixture.ts';

describe('a stream is refused', () => {
  const refusal = (client: StreamClient, wish: Partial<StreamWish>): unknown => client.open(wish, 'r9').at(-1);

  // Promise: pitwall.same-stream
  it('when the session hears the same already, however it is asked for', () => {
    const client = new StreamClient(new SessionRig());
    client.open({ topics: ['positions', 'trades'] });
    const again = { topics: ['trades', 'positions'], accounts: ['demo'], since: 'e1.0', snapshot: false };
    expect(refusal(client, again)).toMatchObject({ type: 'reply:stream-refused', why: 'same-stream', requestId: 'r9' });
    expect(typesOf(client.open({ topics: ['trades'] }))).toContain('reply:live');
  });

  // Promise: pitwall.accounts
  it('when it names an account that the session may not see, in the same words whether there is one', async () => {
    const rig = new SessionRig();
    await rig.publish({ ...tradeDraft, account: 'there' });
    const client = new StreamClient(rig);
    const [there, nowhere] = ['there', 'nowhere'].map((account) => refusal(client, { accounts: ['demo', account] }));
    expect(there).toMatchObject({ why: 'forbidden-account', detail: expect.stringContaining('"there"') });
    expect(JSON.stringify(nowhere).replaceAll('nowhere', 'there')).toBe(JSON.stringify(there));
    await rig.publish({ ...tradeDraft, account: 'there' });
    expect(client.socket.read()).toEqual([]);
  });

  // Promise: pitwall.stream-limits
  it('when it would be one too many, until another is closed; and counted', () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const names = ['trades', 'positions', 'equity'].map((topic) => streamOf(client.open({ topics: [topic] })));
    expect(refusal(client, { topics: ['market'] })).toMatchObject({ why: 'too-many-streams' });
    expect(rig.counts['too-many-streams']).toBe(1);
    client.ask({ ask: 'close', id: 'r4', stream: names[1] });
    expect(client.socket.read()).toMatchObject([{ type: 'reply:stream-closed', stream: names[1], requestId: 'r4' }]);
    expect(typesOf(client.open({ topics: ['market'] }))).toEqual(['reply:stream-opened', 'reply:live']);
  });

  // Promise: pitwall.stream-limits
  it('when it hears more topics than it may', () => {
    const rig = new SessionRig();
    const topics = Array.from({ length: 9 }, (_, index) => `backtest:${index}`);
    const client = new StreamClient(rig);
    expect(refusal(client, { topics })).toMatchObject({ why: 'too-many-topics', detail: 'at most 8 topics a stream' });
    expect(rig.counts['too-many-topics']).toBe(1);
  });

  it('when one is to be closed that is not open; and the others go on', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    client.open();
    client.ask({ ask: 'close', id: 'r2', stream: 'nothing' });
    expect(client.socket.read()).toMatchObject([
      {
        type: 'reply:stream-refused',
        why: 'unknown-stream',
        requestId: 'r2',
        detail: expect.stringContaining('"nothing"'),
      },
    ]);
    await rig.publish(tradeDraft);
    expect(typesOf(client.socket.read())).toEqual(['trade']);
  });
});

describe('a request for a new token', () => {
  it('is answered with its own id, whether it is granted or not', async () => {
    const rig = new SessionRig();
    const identity = { subject: 's', admin: false, accounts: ['demo'], expiresAtMs: rig.clock.now() + 60_000 };
    const client = new StreamClient(rig, { accounts: ['demo'], identity });
    rig.doorkeeper.token = 'good';
    rig.doorkeeper.grants = { accounts: ['demo'], identity: { ...identity, expiresAtMs: rig.clock.now() + 120_000 } };
    client.socket.read();
    client.ask({ ask: 'token', id: 'r1', token: 'bad' });
    await rig.append();
    client.ask({ ask: 'token', id: 'r2', token: 'good' });
    await rig.append();
    expect(client.socket.read()).toMatchObject([
      { type: 'reply:error', requestId: 'r1' },
      { type: 'reply:authenticated', requestId: 'r2', expiresAtMs: rig.clock.now() + 120_000 },
    ]);
  });
});

describe('a session of topics', () => {
  it('that is asked for a stream answers that it has none', () => {
    const rig = new SessionRig();
    const topical = {
      ...streamProbeDialect,
      traits: { ...streamProbeDialect.traits, subscription: { start: 'explicit', topics: ['trades'] } },
    } as const;
    const { socket, ask } = rig.connect('', topical);
    socket.read();
    ask({ ask: 'open', id: 'r1', wish: {} });
    expect(socket.read()).toMatchObject([{ type: 'reply:error', problem: 'unknown-command', requestId: 'r1' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { positionDraft, SessionRig, tradeDraft, typesOf } from './session-rig.fixture.ts';
import { links, StreamClient, streamOf } from './stream-client.fixture.ts';

describe('a stream that goes on after a cursor', () => {
  it('gets each missed event once, then every present state, then live', async () => {
    const rig = new SessionRig();
    await rig.publish(tradeDraft, positionDraft('opened', 1), tradeDraft);
    const client = new StreamClient(rig);
    const opened = client.open({ since: 'e1.1' });
    expect(opened[0]).toMatchObject({ type: 'reply:stream-opened', recovered: true, cursor: 'e1.1' });
    expect(opened.slice(1).map((one) => [one['type'], one['occasion']])).toEqual([
      ['position', 'replay'],
      ['trade', 'replay'],
      ['reply:live', undefined],
    ]);
    expect(links(opened.slice(0, -1))).toEqual([
      ['e1.0', 'e1.2'],
      ['e1.2', 'e1.3'],
    ]);
    expect(opened.at(-1)).toMatchObject({ prev: 'e1.3', position: { through: 'e1.3', last: 'e1.0' } });
  });

  it.each([
    ['expired', 'e1.0', 2_100],
    ['other-epoch', 'e0.1', 1],
    ['ahead', 'e1.99999', 1],
    ['unreadable', 'yesterday', 1],
  ])('that is %s is told of a gap right after its beginning', async (reason, since, events) => {
    const rig = new SessionRig({ tailEvents: 1 });
    await rig.publish(...Array.from({ length: events }, () => tradeDraft));
    await rig.publish(positionDraft('opened', 1));
    const client = new StreamClient(rig);
    const cursor = `e1.${events + 1}`;
    const opened = client.open({ since });
    const stream = streamOf(opened);
    expect(opened.slice(0, 2)).toMatchObject([
      { type: 'reply:stream-opened', recovered: false, cursor },
      { type: 'reply:gap', stream, since, cursor, reason },
    ]);
    expect(typesOf(opened.slice(2))).toEqual(['position', 'reply:live']);
  });
});

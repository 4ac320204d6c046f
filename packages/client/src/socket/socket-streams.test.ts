import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { Reader } from '../reading/reader.ts';
import type { Sink } from '../reading/reader.ts';
import type { FactMessage } from '../wire/messages.ts';
import { SocketStreams } from './socket-streams.ts';

const factOf = (stream: string, seq: string, prev: string): FactMessage => ({
  type: 'event',
  stream,
  prev,
  seq,
  sentAt: 0,
  kind: 'alert',
  key: seq,
  account: 'a',
  source: 's',
  occurredAt: 0,
  receivedAt: 0,
  data: {},
});

const deafSink: Sink = {
  begun: () => undefined,
  fact: () => undefined,
  gap: () => undefined,
  live: () => undefined,
  dropped: () => undefined,
  interrupted: () => undefined,
  ended: () => undefined,
};

const rig = (since?: string) => {
  const told: string[] = [];
  const sent: Record<string, unknown>[] = [];
  let losses = 0;
  let distrusts = 0;
  const sink: Sink = {
    ...deafSink,
    fact: ({ seq }) => told.push(seq),
    gap: (gap) => told.push(`gap ${gap.since}..${gap.cursor}`),
    live: ({ cursor }) => told.push(`live ${cursor}`),
    interrupted: () => told.push('interrupted'),
  };
  const reader = new Reader({ filter: {}, snapshot: true, delta: false }, since, {
    clock: new FakeClock(),
    sink,
    repeated: () => told.push('repeat'),
  });
  const streams = new SocketStreams({
    send: (text) => sent.push(JSON.parse(text) as Record<string, unknown>),
    distrust: () => (distrusts += 1),
    changed: () => undefined,
    lossFound: () => (losses += 1),
  });
  streams.add(reader);
  return { streams, reader, told, sent, counts: () => ({ losses, distrusts }) };
};

describe('the streams of a socket', () => {
  it('take a message of a stream that nobody named for the loss of the answer, and replace the socket', () => {
    const { streams, told, counts } = rig('e1.4');
    streams.fact(factOf('st', 'e1.5', 'e1.0'));
    expect(counts()).toEqual({ losses: 1, distrusts: 1 });
    expect(told).toEqual([]);
  });

  it('take a ping of such a stream for the same', () => {
    const { streams, counts } = rig('e1.4');
    streams.ping({ type: 'ping', streams: { st: { throughSeq: 'e1.5', last: 'e1.5' } } });
    expect(counts()).toEqual({ losses: 1, distrusts: 1 });
  });

  it('take what a stream that was left still says for no loss', () => {
    const { streams, reader, counts } = rig();
    streams.subscribed({ type: 'subscribed', id: 's1', stream: 'st', cursor: 'e1.4' });
    streams.remove(reader);
    const other = new Reader({ filter: {}, snapshot: true, delta: false }, undefined, {
      clock: new FakeClock(),
      sink: deafSink,
      repeated: () => undefined,
    });
    streams.add(other);
    streams.fact(factOf('st', 'e1.5', 'e1.0'));
    expect(counts()).toEqual({ losses: 0, distrusts: 0 });
  });

  it.each([
    ['a fact', (streams: SocketStreams) => streams.fact(factOf('st', 'e2.5', 'e2.0'))],
    [
      '`live`',
      (streams: SocketStreams) =>
        streams.live({ type: 'live', stream: 'st', cursor: 'e2.3', prev: 'e2.0', last: 'e2.0' }),
    ],
  ])('ask anew from the old place when %s comes where a gap was to be told', (_, comes) => {
    const { streams, reader, told, sent, counts } = rig('e1.4');
    streams.subscribed({ type: 'subscribed', id: 's1', stream: 'st', cursor: 'e2.3', recovered: false });
    expect(reader.cursor).toBe('e1.4');
    comes(streams);
    expect(counts().losses).toBe(1);
    expect(told).toEqual(['interrupted']);
    expect(sent.at(-1)).toMatchObject({ type: 'subscribe', since: 'e1.4' });
  });

  it('stand at the new place once the gap is told', () => {
    const { streams, reader, told } = rig('e1.4');
    streams.subscribed({ type: 'subscribed', id: 's1', stream: 'st', cursor: 'e2.3', recovered: false });
    streams.gap({ type: 'gap', stream: 'st', since: 'e1.4', cursor: 'e2.3', reason: 'other-epoch' });
    streams.live({ type: 'live', stream: 'st', cursor: 'e2.3', prev: 'e2.0', last: 'e2.0' });
    expect(told).toEqual(['gap e1.4..e2.3', 'live e2.3']);
    expect(reader.cursor).toBe('e2.3');
  });
});

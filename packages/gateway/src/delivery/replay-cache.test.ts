import type { SequencedEvent } from '@pitwall/model';
import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { sequenced } from '../log/sequenced.fixture.ts';
import type { Hearing } from './hearing.ts';
import { ReplayCache } from './replay-cache.ts';
import { viewOf } from './say.ts';
import type { AnyView } from './say.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['demo'],
  topics: new Set(['trades']),
  delta: false,
  batch: false,
  cursor: false,
  namesAccount: false,
  compression: 'none',
};

const trade = (seq: number): SequencedEvent =>
  sequenced(seq, {
    draft: { kind: 'trade', data: { tradeId: `${seq}`, symbol: 'BTC', side: 'buy', status: 'filled' } },
  });

/** A view which counts how often it is asked. */
class Rig {
  encodings = 0;
  readonly view: AnyView & { mode: 'each' };
  readonly cache: ReplayCache;

  constructor(maxReplayCacheChars = 1_000_000) {
    this.cache = new ReplayCache({ maxReplayCacheChars, replayCacheMs: 250 });
    const view = viewOf(probeDialect, 'trade');
    if (view?.mode !== 'each') throw new Error('The probe says each trade');
    const { encode } = view;
    this.view = {
      ...view,
      encode: (event, context) => {
        this.encodings += 1;
        return event.seq === 13 ? undefined : encode(event, context);
      },
    };
  }

  text(seq: number, nowMs = 0, changes: Partial<Hearing> = {}): string | undefined {
    return this.cache.text({ ...hearing, ...changes }, this.view, trade(seq), { occasion: 'replay', nowMs });
  }
}

describe('the replay cache', () => {
  it('encodes a fact once for all who come back within its time', () => {
    const rig = new Rig();
    const first = rig.text(1, 0);
    expect(JSON.parse(first ?? '')).toMatchObject({ n: 1, occasion: 'replay' });
    expect(rig.text(1, 250)).toBe(first);
    expect(rig.encodings).toBe(1);
    rig.text(1, 251);
    expect(rig.encodings).toBe(2);
  });

  it('shares between readers whose bytes are the same, whatever else they hear', () => {
    const rig = new Rig();
    rig.text(1);
    rig.text(1, 0, { accounts: ['demo', 'bob'], topics: new Set(['trades', 'equity']), delta: true, batch: true });
    expect(rig.encodings).toBe(1);
  });

  it('keeps forms, dialects and occasions apart', () => {
    const rig = new Rig();
    const plain = rig.text(1);
    const named = rig.text(1, 0, { namesAccount: true });
    expect(JSON.parse(named ?? '')).toHaveProperty('data.account', 'demo');
    expect(JSON.parse(plain ?? '')).not.toHaveProperty('data.account');
    rig.text(1, 0, { dialect: { ...probeDialect, name: 'other' } });
    rig.cache.text(hearing, rig.view, trade(1), { occasion: 'snapshot', nowMs: 0 });
    expect(rig.encodings).toBe(4);
  });

  it('remembers that there are no words', () => {
    const rig = new Rig();
    expect([rig.text(13), rig.text(13)]).toEqual([undefined, undefined]);
    expect(rig.encodings).toBe(1);
  });

  it('begins anew when it is full', () => {
    const rig = new Rig(1_000);
    for (let seq = 20; seq < 100; seq += 1) rig.text(seq);
    expect(rig.encodings).toBe(80);
    rig.text(99);
    expect(rig.encodings).toBe(80);
    rig.text(20);
    expect(rig.encodings).toBe(81);
  });
});

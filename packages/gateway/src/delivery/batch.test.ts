import type { EventDraft } from '@pitwall/model';
import { FakeClock, FrameReader, probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { sequenced } from '../log/sequenced.fixture.ts';
import { createDeliveryStats } from '../observe/delivery-stats.ts';
import { RetainedState } from '../state/retained-state.ts';
import { Batch, withCursor } from './batch.ts';
import { Deflater } from './deflater.ts';
import { defaultDeliveryOptions } from './delivery.ts';
import { FrameJoiner } from './frame-joiner.ts';
import type { Hearing } from './hearing.ts';
import { viewOf } from './say.ts';
import type { AnyView } from './say.ts';
import { Saying } from './saying.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['demo'],
  topics: new Set(['positions', 'logs']),
  delta: false,
  batch: false,
  cursor: false,
  namesAccount: false,
  compression: 'none',
};

const position = (size: number): EventDraft => ({
  kind: 'position',
  data: { action: 'updated', symbol: 'BTC', size },
});

const line = (message: string): EventDraft => ({ kind: 'log', data: { level: 'info', message } });

class Rig {
  readonly stats = createDeliveryStats();
  readonly batch: Batch;
  readonly #state = new RetainedState();

  constructor(changes: Partial<Hearing> = {}, maxBoundedPerBatch = 1_000) {
    this.batch = new Batch(
      { maxBoundedPerBatch },
      {
        hearing: { ...hearing, ...changes },
        epoch: 'e',
        stats: this.stats,
        joiner: new FrameJoiner(),
        deflater: new Deflater(defaultDeliveryOptions, { clock: new FakeClock(), stats: this.stats }),
      },
    );
  }

  saying(seq: number, draft: EventDraft, changes: Partial<AnyView & { mode: 'each' }> = {}): Saying {
    const view = viewOf(probeDialect, draft.kind);
    if (view?.mode !== 'each') throw new Error(`The probe says each ${draft.kind}`);
    return new Saying(this.#state.fold(sequenced(seq, { draft })), { ...view, ...changes });
  }

  /** The messages of each frame that is taken out. */
  take(): unknown[] {
    const wire = this.batch.take(0, 1);
    if (wire === undefined) return [];
    return new FrameReader().take(wire.frames).map((frame): unknown => JSON.parse(frame.payload.toString()));
  }
}

describe('a batch', () => {
  it('is taken out as one buffer of a frame a message, in order, and is empty then', () => {
    const rig = new Rig();
    rig.batch.add(rig.saying(1, position(1)), 1);
    rig.batch.add('{"type":"text of this audience alone"}', 1);
    rig.batch.add(rig.saying(2, position(2)), 2);
    expect(rig.batch.isEmpty).toBe(false);
    expect(rig.take()).toMatchObject([{ n: 1 }, { type: 'text of this audience alone' }, { n: 2 }]);
    expect(rig.batch.isEmpty).toBe(true);
    expect(rig.batch.take(0, 1)).toBeUndefined();
  });

  it('tells how many messages its frames hold', () => {
    const rig = new Rig({ batch: true });
    for (const seq of [1, 2, 3]) rig.batch.add(rig.saying(seq, position(seq)), seq);
    expect(rig.batch.take(0, 1)).toMatchObject({ messages: 3 });
  });

  // Promise: titan.batch
  it('is one array in one frame for those who asked for that', () => {
    const rig = new Rig({ batch: true });
    for (const seq of [1, 2]) rig.batch.add(rig.saying(seq, position(seq)), seq);
    expect(rig.take()).toMatchObject([[{ n: 1 }, { n: 2 }]]);
  });

  // Promises: ruling-6.seq, ruling-17.all-accounts
  it('gives each message the cursor that stands once it is read, and its account, where they are wanted', () => {
    const rig = new Rig({ cursor: true, namesAccount: true });
    rig.batch.add(rig.saying(3, position(1)), 7);
    rig.batch.add('{}', 8);
    expect(rig.take()).toMatchObject([{ n: 3, seq: 'e.7', data: { size: 1, account: 'demo' } }, { seq: 'e.8' }]);
  });

  it('says changes against what was sent before only to those who asked for them', () => {
    const before = sequenced(1, { draft: position(1) });
    for (const [delta, said] of [
      [false, { data: { size: 2 } }],
      [true, { delta: { size: 2 } }],
    ] as const) {
      const rig = new Rig({ delta });
      rig.batch.add(rig.saying(2, position(2)), 2, before);
      rig.batch.add(rig.saying(3, position(3)), 3);
      expect(rig.take()).toMatchObject([said, { data: { size: 3 } }]);
    }
  });

  // Promise: ruling-18.untranslatable
  it('leaves out and counts what the dialect has no words for, and what says the same as before', () => {
    const rig = new Rig();
    rig.batch.add(rig.saying(1, position(1), { encode: () => undefined }), 1);
    const sameAs = (): boolean => true;
    rig.batch.add(rig.saying(2, position(1), { sameAs }), 2, sequenced(1, { draft: position(1) }));
    rig.batch.add(rig.saying(3, position(1), { sameAs }), 3);
    expect(rig.take()).toMatchObject([{ n: 3 }]);
    expect([rig.stats.untranslatable, rig.stats.suppressed]).toEqual([new Map([['probe position', 1]]), 1]);
  });

  it('is nothing when nothing of it has words', () => {
    const rig = new Rig({ batch: true });
    rig.batch.add(rig.saying(1, position(1), { encode: () => undefined }), 1);
    expect(rig.batch.take(0, 1)).toBeUndefined();
  });

  it('counts a view that fails as one without words, and says the rest', () => {
    const rig = new Rig();
    const encode = (): never => {
      throw new Error('a fault in a view');
    };
    rig.batch.add(rig.saying(1, position(1), { encode }), 1);
    rig.batch.add(rig.saying(2, position(2)), 2);
    expect(rig.take()).toMatchObject([{ n: 2 }]);
    expect(rig.stats.untranslatable.get('probe position')).toBe(1);
  });
});

describe('bounded messages of a batch', () => {
  it('beyond the bound make the oldest of them go, counted by topic, and nothing else', () => {
    const rig = new Rig({}, 2);
    rig.batch.addBounded(rig.saying(1, line('1')), 1, 'logs');
    rig.batch.add(rig.saying(2, position(1)), 2);
    for (const seq of [3, 4]) rig.batch.addBounded(rig.saying(seq, line(`${seq}`)), seq, 'logs');
    rig.batch.addBounded(rig.saying(5, line('5')), 5, 'backtest:1');
    rig.batch.tellDropped(5, 0);
    rig.batch.tellDropped(5, 0);
    expect(rig.stats.dropped).toBe(2);
    expect(rig.take()).toMatchObject([{ n: 2 }, { n: 4 }, { n: 5 }, { say: 'dropped', topic: 'logs', count: 2 }]);
  });

  it('have their bound anew in each batch', () => {
    const rig = new Rig({}, 1);
    rig.batch.addBounded(rig.saying(1, line('1')), 1, 'logs');
    rig.take();
    rig.batch.addBounded(rig.saying(2, line('2')), 2, 'logs');
    expect(rig.take()).toMatchObject([{ n: 2 }]);
    expect(rig.stats.dropped).toBe(0);
  });
});

describe('a cursor in a message', () => {
  it('stands last, so that a publisher’s field of its name cannot pass for it', () => {
    const text = withCursor('{"type":"x","seq":"forged.99"}', 'e', 4);
    expect(text).toBe('{"type":"x","seq":"forged.99","seq":"e.4"}');
    expect(JSON.parse(text)).toEqual({ type: 'x', seq: 'e.4' });
    expect(withCursor('{}', 'e', 4)).toBe('{"seq":"e.4"}');
  });
});

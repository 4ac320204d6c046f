import { readdirSync, writeFileSync } from 'node:fs';
import type { EventDraft } from '@pitwall/model';
import { afterEach, describe, expect, it } from 'vitest';
import { slicePath } from './slice.ts';
import { alertOf, StoreRig } from './store-rig.fixture.ts';

const hourMs = 3_600_000;

let rig: StoreRig | undefined;

afterEach(() => rig?.remove());

const position = (action: string, symbol: string): EventDraft => ({ kind: 'position', data: { action, symbol } });
const progress = (backtestId: string): EventDraft => ({
  kind: 'backtest-progress',
  data: { backtestId, progressRatio: 0.5 },
});

/** A file an hour, each with two events, kept for three hours. */
const hourly = (of: { readonly hours: number; readonly maxBytes?: number }): StoreRig => {
  const { hours, ...options } = of;
  rig = new StoreRig({ sliceMs: hourMs, retentionMs: 3 * hourMs, ...options });
  for (let hour = 0; hour < hours; hour += 1) {
    rig.append(alertOf(`${hour}a`), alertOf(`${hour}b`));
    rig.nowMs += hourMs;
  }
  return rig;
};

const files = (of: StoreRig): number => readdirSync(of.directory).filter((name) => name.endsWith('.db')).length - 1;

describe('retention', () => {
  it('removes the files whose events are all too old, and says where the log begins now', () => {
    const old = hourly({ hours: 6 });
    const { store } = old;
    old.retain();
    expect([files(old), store.report.horizonSeq, old.seqs()]).toEqual([3, 6, [7, 8, 9, 10, 11, 12]]);
    expect(() => store.read({ afterSeq: 5, throughSeq: 12, limit: 1 })).toThrow(
      expect.objectContaining({ code: 'CURSOR_EXPIRED' }),
    );
    expect(store.read({ afterSeq: 6, throughSeq: 12, limit: 1 }).events).toMatchObject([{ seq: 7 }]);
    expect(store.seqBefore(0)).toBe(6);
  });

  it('keeps the newest file, however old it is', () => {
    const old = hourly({ hours: 2 });
    old.nowMs += 1000 * hourMs;
    old.retain();
    expect([files(old), old.seqs()]).toEqual([1, [3, 4]]);
    expect(old.append(alertOf('next'))).toMatchObject([{ seq: 5 }]);
  });

  it('makes room by the oldest files when they take more bytes than they may', () => {
    const small = hourly({ hours: 3, maxBytes: 100_000 });
    small.append({ kind: 'log', data: { level: 'info', message: 'x'.repeat(60_000) } });
    small.retain();
    expect(small.seqs()).toEqual([7]);
  });

  it('lets others have a turn between its steps, and finishes what a reopening finds half done', () => {
    const half = hourly({ hours: 6 });
    const steps = half.store.retain();
    steps.next();
    expect(half.append(alertOf('between'))).toMatchObject([{ seq: 13 }]);
    steps.next();
    half.reopen();
    half.retain();
    expect(half.seqs()).toEqual([7, 8, 9, 10, 11, 12, 13]);
  });

  it('has its horizon and its epoch after a reopening, and removes a file that outlived its removal', () => {
    const removed = hourly({ hours: 6 });
    const { epoch } = removed.store.report;
    removed.retain();
    removed.reopen(() => writeFileSync(slicePath(removed.directory, 2), 'left over'));
    expect(removed.store.report).toMatchObject({ epoch, horizonSeq: 6, headSeq: 12, doubts: [] });
    expect(files(removed)).toBe(3);
  });
});

describe('retained values whose events are gone', () => {
  it('are kept as long as nothing newer replaces or ends them', () => {
    const kept = hourly({ hours: 0 });
    kept.append(position('opened', 'BTC'), position('opened', 'ETH'), position('opened', 'SOL'), progress('1'));
    kept.nowMs += hourMs;
    kept.append(position('updated', 'BTC'), position('closed', 'ETH'));
    kept.nowMs += hourMs;
    kept.append(position('closed', 'SOL'), { kind: 'backtest-complete', data: { backtestId: '1' } });
    kept.nowMs += 2 * hourMs;
    kept.append(alertOf('newest'));
    expect(kept.kept()).toEqual([]);
    kept.retain();
    expect(kept.store.report.horizonSeq).toBe(4);
    expect(kept.kept()).toEqual(['position BTC: 1', 'position ETH: 2', 'position SOL: 3', 'backtest-progress 1 4']);
    kept.nowMs += hourMs;
    kept.retain();
    expect(kept.kept()).toEqual(['position SOL: 3', 'backtest-progress 1 4', 'position BTC: 5']);
    kept.nowMs += 2 * hourMs;
    kept.retain();
    expect(kept.kept()).toEqual(['position BTC: 5']);
    kept.reopen();
    expect(kept.kept()).toEqual(['position BTC: 5']);
  });
});

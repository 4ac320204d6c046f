import type { SequencedEvent } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { eventBytes } from '../log/event-bytes.ts';
import { sequenced } from '../log/sequenced.fixture.ts';
import { RetainedState } from '../state/retained-state.ts';
import { FormerValues } from './former-values.ts';

const bot = (seq: number, symbol: string): SequencedEvent =>
  sequenced(seq, { draft: { kind: 'bot', data: { botId: 'b1', status: 'running', symbol } } });

const room = 3 * eventBytes(bot(1, 'BTC'));

/** Former values after a bot turned to another symbol at each of ten seqs from 2 on. */
const turnedTenTimes = (reach: { readonly logHorizonSeq: number; readonly tailHorizonSeq: number }) => {
  const state = new RetainedState();
  const former = new FormerValues({ formerBytes: room });
  state.fold(bot(1, 'BTC'));
  for (let seq = 2; seq <= 11; seq += 1) former.note(state.fold(bot(seq, seq % 2 === 0 ? 'ETH' : 'BTC')), reach);
  return Array.from({ length: 12 }, (_, seq) => seq).filter((seq) => former.of(seq) !== undefined);
};

describe('former values', () => {
  it('are those that an update takes out of sight', () => {
    const state = new RetainedState();
    const former = new FormerValues({ formerBytes: room });
    const reach = { logHorizonSeq: 0, tailHorizonSeq: 0 };
    for (const event of [bot(1, 'BTC'), bot(2, 'BTC'), bot(3, 'ETH')]) former.note(state.fold(event), reach);
    expect([1, 2, 3].map((seq) => former.of(seq)?.seq)).toEqual([undefined, undefined, 2]);
  });

  it('are kept for updates that only the log has, within their bound', () => {
    expect(turnedTenTimes({ logHorizonSeq: 0, tailHorizonSeq: 11 })).toEqual([9, 10, 11]);
  });

  it('are kept for all updates of the tail', () => {
    expect(turnedTenTimes({ logHorizonSeq: 0, tailHorizonSeq: 5 })).toEqual([6, 7, 8, 9, 10, 11]);
  });

  it('go with what the log forgets', () => {
    expect(turnedTenTimes({ logHorizonSeq: 10, tailHorizonSeq: 10 })).toEqual([11]);
  });
});

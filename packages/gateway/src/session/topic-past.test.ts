import { completeEvent } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { stillHeard, TopicPast } from './topic-past.ts';

const at = { headSeq: 50, nowMs: 10_000_000 };

const completed = (backtestId: string, seq: number): SequencedEvent => ({
  ...completeEvent({ kind: 'backtest-complete', data: { backtestId } }, { account: 'a', source: 's', receivedAt: 1 }),
  seq,
  receivedAt: 1,
  publisher: 'p',
});

describe('the past of a session’s topics', () => {
  it('is none for topics that offer none', () => {
    expect(new TopicPast(probeDialect).begin(['trades'], at)).toEqual({ histories: [] });
  });

  it('is a courtesy of those topics alone that offer it', () => {
    const { histories } = new TopicPast(probeDialect).begin(['trades', 'backtest:1'], at);
    expect(histories).toHaveLength(1);
    expect(histories[0]).toMatchObject({
      topics: new Set(['backtest:1']),
      from: { sinceMs: 10_000_000 - 3_600_000 },
      owed: false,
    });
  });

  it('begins at the cursor for what a resumed session hears first, and is owed for each topic that it hears later', () => {
    const past = new TopicPast(probeDialect);
    past.resumeAfter(7);
    expect(past.begin(['trades'], at)).toEqual({ afterSeq: 7, histories: [] });
    expect(past.begin(['positions'], at).histories[0]).toMatchObject({
      topics: new Set(['positions']),
      from: { afterSeq: 7 },
      owed: true,
    });
    past.end(['trades']);
    expect(past.begin(['trades'], at)).toEqual({ histories: [] });
  });

  it('leaves out what came through another topic already', () => {
    const past = new TopicPast(probeDialect);
    past.begin(['backtests'], { ...at, headSeq: 20 });
    const [history] = past.begin(['backtest:1'], at).histories;
    expect([history?.hadAlready(completed('1', 20)), history?.hadAlready(completed('1', 21))]).toEqual([false, true]);
  });

  it('gives what came after another topic was left', () => {
    const past = new TopicPast(probeDialect);
    past.begin(['backtests'], { ...at, headSeq: 20 });
    past.end(['backtests']);
    const [history] = past.begin(['backtest:1'], at).histories;
    expect(history?.hadAlready(completed('1', 21))).toBe(false);
  });

  it('ends for topics that are no longer heard', () => {
    const { histories } = new TopicPast(probeDialect).begin(['backtest:1', 'backtest:2'], at);
    expect(stillHeard(histories, new Set(['backtest:2']))[0]).toMatchObject({ topics: new Set(['backtest:2']) });
    expect(stillHeard(histories, new Set(['trades']))).toEqual([]);
  });
});

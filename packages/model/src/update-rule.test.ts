import { describe, expect, it } from 'vitest';
import { completeEvent } from './complete-event.ts';
import { parseDraft } from './parse-event.ts';
import { lintEvent, removalOf, unknownWords, updateRuleOf } from './update-rule.ts';

const draft = (kind: string, data: object) => parseDraft({ kind, data });

describe('unknownWords', () => {
  it('points at each open enumeration whose word nobody knows, in lists and records too', () => {
    expect(unknownWords(draft('position', { action: 'hedged', symbol: 'A', side: 'long' }))).toEqual(['/data/action']);
    expect(unknownWords(draft('config-change', { updates: [{ type: 'risk_tuner' }, { type: 'theme' }] }))).toEqual([
      '/data/updates/1/type',
    ]);
    expect(unknownWords(draft('health', { status: 'healthy', exchangeConnections: { luno: 'sleepy' } }))).toEqual([
      '/data/exchangeConnections/luno',
    ]);
  });

  it('asks nothing of a field that is absent', () => {
    expect(unknownWords(draft('bot', { botId: 'b' }))).toEqual([]);
  });
});

describe('lintEvent', () => {
  // Promise: titan.drawdown
  it('names a drawdown that is not equity minus high watermark, exactly', () => {
    const equity = { equity: '0.3', highWatermark: '0.1', drawdown: '0.2' };
    expect(lintEvent(draft('equity', equity))).toEqual([]);
    expect(lintEvent(draft('equity', { ...equity, drawdown: '0.20000000000000004' }))).toEqual(['drawdown-mismatch']);
    expect(lintEvent(draft('equity', { equity: 2450, highWatermark: 2500, drawdown: -2 }))).toEqual([
      'drawdown-mismatch',
    ]);
  });

  it('names the figures of a performance that contradict each other', () => {
    const page = {
      timeframe: '1D',
      winRate: 0.685,
      profitFactor: 2.15,
      totalTrades: 12,
      winningTrades: 8,
      losingTrades: 4,
      averageWin: 45.2,
      averageLoss: -21.05,
    };
    expect(lintEvent(draft('performance', page))).toEqual(['win-rate-mismatch', 'profit-factor-mismatch']);
    expect(lintEvent(draft('performance', { ...page, winRate: 0.667, profitFactor: 4.29 }))).toEqual([]);
    expect(lintEvent(draft('performance', { timeframe: '1D', totalTrades: 2, winningTrades: 3 }))).toEqual([
      'trade-count-mismatch',
    ]);
  });

  it('divides by nothing', () => {
    const empty = { timeframe: '1D', winRate: 0, profitFactor: 0, totalTrades: 0, winningTrades: 0, losingTrades: 0 };
    expect(lintEvent(draft('performance', { ...empty, averageWin: 0, averageLoss: 0 }))).toEqual([]);
  });

  it('names a closed count that is not the length of the list', () => {
    const flatten = { action: 'flatten_all', closedCount: 3, positionsClosed: [{ symbol: 'A' }, { symbol: 'B' }] };
    expect(lintEvent(draft('flatten', flatten))).toEqual(['closed-count-mismatch']);
  });
});

describe('removalOf', () => {
  it('closes a position with the figures it last had', () => {
    const last = draft('position', { action: 'updated', symbol: 'A', side: 'short', size: '2' });
    const removal = removalOf(last);
    expect(removal).toEqual({ kind: 'position', data: { action: 'closed', symbol: 'A', side: 'short', size: '2' } });
    expect(updateRuleOf(parseDraft(removal)).retain).toBe('remove');
  });

  it('takes a symbol off the watchlist', () => {
    expect(updateRuleOf(parseDraft(removalOf(draft('market', { symbol: 'A', price: 1 })))).retain).toBe('remove');
  });

  it('has no words for the end of a kind that is no list', () => {
    expect(removalOf(draft('equity', { equity: 1 }))).toBeUndefined();
  });
});

describe('completeEvent', () => {
  const completion = { account: 'main', source: 'publisher', receivedAt: 5 };

  // Promise: ruling-3.two-times
  it('fills in what the publisher did not say, and keeps what it said', () => {
    expect(completeEvent(draft('equity', { equity: 1 }), completion)).toEqual({
      kind: 'equity',
      key: 'equity',
      account: 'main',
      source: 'publisher',
      occurredAt: 5,
      data: { equity: 1 },
    });
    const said = parseDraft({ kind: 'equity', data: { equity: 1 }, source: 'bot', occurredAt: 3, runId: 'r', id: 'i' });
    expect(completeEvent(said, completion)).toMatchObject({ source: 'bot', occurredAt: 3, runId: 'r', id: 'i' });
  });

  // Promise: ruling-11.ownership
  it('takes the account from ingest, whatever the draft names', () => {
    const foreign = parseDraft({ kind: 'equity', data: { equity: 1 }, account: 'theirs' });
    expect(completeEvent(foreign, completion).account).toBe('main');
  });

  it('refuses an identity that is too long to be kept', () => {
    const long = draft('wallet', { event: 'deposit_confirmed', platform: 'p'.repeat(128), asset: 'a'.repeat(128) });
    expect(() => completeEvent(long, completion)).toThrow('257 characters long');
  });
});

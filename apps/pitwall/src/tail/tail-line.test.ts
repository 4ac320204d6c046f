import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { quantmindTail } from './quantmind-lines.ts';
import type { TailDialect } from './tail-dialect.ts';
import { clockTime, cursorOf, tailLine } from './tail-line.ts';
import { titanTail } from './titan-lines.ts';

const now = Date.UTC(2024, 0, 15, 10, 30, 0, 7);
const line = (message: unknown, dialect: TailDialect = titanTail): string =>
  tailLine(JSON.stringify(message), dialect, { colors: pc.createColors(false), now });

const titan = (type: string, data: object): string => line({ type, timestamp: now, data });
const quantmind = (type: string, data: object): string =>
  line({ type, data: { timestamp: new Date(now).toISOString(), ...data } }, quantmindTail);

describe('a titan message in one line', () => {
  it('tells equity with its changes', () => {
    const data = {
      equity: 2450,
      daily_pnl: 125.5,
      daily_pnl_pct: 5.4,
      total_pnl: 1450,
      drawdown: -50,
      drawdown_pct: -2,
    };
    const shown = titan('EQUITY_UPDATE', data);
    expect(shown).toMatch(/^[0-9:.]{12} {2}EQUITY {5}/);
    expect(shown).toContain('2,450.00');
    expect(shown).toMatch(/day +\+125\.50 +\+5\.40 %/);
    expect(shown).toMatch(/week +– +–/);
    expect(shown).toMatch(/drawdown +−50\.00 +−2\.00 %/);
  });

  it('tells a position with its result and its stop', () => {
    const position = {
      side: 'LONG',
      size: 0.1,
      entry_price: 43250.5,
      current_price: 43300,
      unrealized_pnl: 4.95,
      stop_loss: 42800,
    };
    const shown = titan('POSITION_UPDATE', { action: 'OPENED', symbol: 'BTCUSDT', position });
    expect(shown).toMatch(/POSITION +OPENED +BTCUSDT +LONG +0\.1 +@ +43,250\.50 → +43,300\.00 +\+4\.95/);
    expect(shown).toContain('stop 42,800.00');
  });

  it('tells a signal with what is known of it', () => {
    const shown = titan('SIGNAL_NOTIFICATION', {
      signal_id: 's-1',
      type: 'PREPARE',
      symbol: 'SPX',
      direction: 'SHORT',
      status: 'PENDING',
    });
    expect(shown).toMatch(/SIGNAL +PREPARE +SPX +SHORT +PENDING +s-1$/);
    expect(shown).not.toContain('@');
  });

  it.each([
    [
      'MASTER_ARM_CHANGE',
      { master_arm: false, changed_by: 'admin', reason: 'lunch' },
      /ARM +DISARMED {2}by admin {2}lunch/,
    ],
    ['CIRCUIT_BREAKER_UPDATE', { active: true, type: 'SOFT', reason: 'drawdown' }, /BREAKER +ACTIVE SOFT {2}drawdown/],
    [
      'SYSTEM_STATUS_UPDATE',
      { component: 'broker', status: 'connected', previous_status: 'lost' },
      /STATUS +broker +connected \(was lost\)/,
    ],
    [
      'PHASE_TRANSITION',
      { from_phase: 'A', to_phase: 'B', equity: 5010.1, reason: 'grew' },
      /PHASE +A → B {2}at 5,010\.10/,
    ],
    [
      'EMERGENCY_FLATTEN',
      { action: 'FLATTEN_ALL', closed_count: 3, reason: 'panic', operator_id: 'me' },
      /FLATTEN +FLATTEN_ALL {2}3 closed/,
    ],
    [
      'PERFORMANCE_UPDATE',
      { timeframe: '1D', total_trades: 12, winning_trades: 8, win_rate: 68.5 },
      /RESULTS +1D +12 trades, 8 won +win rate 68\.50 %/,
    ],
  ])('tells %s', (type, data, expected) => {
    expect(titan(type, data)).toMatch(expected);
  });
});

describe('a quantmind message in one line', () => {
  it.each([
    [
      'backtest_start',
      { backtest_id: '550e8400-e29b', symbol: 'EURUSD', timeframe: 'H1', variant: 'vanilla' },
      /START +550e8400 {2}EURUSD H1 {2}vanilla/,
    ],
    [
      'backtest_progress',
      { backtest_id: 'x', progress: 50, bars_processed: 5, total_bars: 10, current_pnl: -3 },
      /PROGRESS +x +50\.00 % {2}5\/10 bars.*−3\.00/,
    ],
    [
      'backtest_complete',
      { backtest_id: 'x', final_balance: 12500, return_pct: 25, total_trades: 45 },
      /COMPLETE +x +balance 12,500\.00 {2}\+25\.00 % {2}45 trades/,
    ],
    ['backtest_error', { backtest_id: 'x', error: 'no bars' }, /ERROR +x +no bars/],
    ['log_entry', { level: 'WARNING', message: 'slow', module: 'venue' }, /LOG +WARNING {2}slow {2}venue/],
    ['trading_update', { bot_id: 'bot-1', status: 'running', pnl: 150.25 }, /TRADING +bot-1 {2}running {2}\+150\.25/],
  ])('tells %s', (type, data, expected) => {
    expect(quantmind(type, data)).toMatch(expected);
  });

  it('tells confirmations and errors of the conversation', () => {
    expect(line({ type: 'subscription_confirmed', topic: 'backtest' }, quantmindTail)).toMatch(/SUBSCRIBED +backtest$/);
    expect(line({ type: 'error', error: 'no topic "x"' }, quantmindTail)).toMatch(/ERROR +no topic "x"$/);
  });
});

describe('anything else', () => {
  it.each([
    [[1, 2]],
    ['text'],
    [null],
    [{}],
    [{ type: 7, data: [] }],
    [{ type: 'EQUITY_UPDATE' }],
    [{ type: 'NEW', data: { a: 1 } }],
  ])('is shown without a fault: %j', (message) => {
    expect(line(message)).toMatch(/^[0-9:.]{12}/);
  });

  it('that is not JSON is shown as it is, without what would steer the terminal', () => {
    const shown = tailLine('\u001b[2Jhello', titanTail, { colors: pc.createColors(false), now });
    expect(shown).toBe(`${clockTime(now)}   [2Jhello`);
  });

  it('cannot steer the terminal from within a message', () => {
    const shown = quantmind('log_entry', { level: 'INFO', message: 'a\u001b]0;title\u0007b\nc' });
    expect(shown.split('').filter((char) => char < ' ')).toEqual([]);
  });
});

describe('a cursor', () => {
  it('is taken from a message, or from the answer to a resume', () => {
    expect(cursorOf('{"type":"X","seq":"abc.4"}', titanTail)).toBe('abc.4');
    expect(cursorOf('{"type":"resume","data":{"recovered":true,"cursor":"abc.9"}}', titanTail)).toBe('abc.9');
    expect(cursorOf('{"type":"X"}', titanTail)).toBeUndefined();
    expect(cursorOf('nothing', titanTail)).toBeUndefined();
  });
});

import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { carryTail } from './carry-lines.ts';
import { clockTime, tailLine } from './tail-line.ts';

const happenedAt = Date.UTC(2024, 0, 15, 10, 30, 0, 7);
const line = (message: unknown): string =>
  tailLine(JSON.stringify(message), carryTail, { colors: pc.createColors(false), now: 0 });

const carry = (type: string, data: object): string =>
  line({ type, timestamp: new Date(happenedAt).toISOString(), data });

describe('a carry message in one line', () => {
  it('begins with the time at which it happened', () => {
    expect(carry('equity_update', {}).startsWith(`${clockTime(happenedAt)}  EQUITY`)).toBe(true);
  });

  it('tells a position with both of its legs and its funding', () => {
    const shown = carry('position_update', {
      position_id: '550e8400-e29b-41d4',
      symbol: 'BTC/USDT',
      status: 'open',
      spot_entry_price: '45000.00',
      perp_entry_price: '45010.00',
      spot_quantity: '0.1',
      perp_quantity: '0.1',
      unrealized_pnl: '50.25',
      funding_collected: '-12.50',
    });
    expect(shown).toMatch(
      /POSITION +open +BTC\/USDT +spot +0\.1 @ +45,000\.00 +perp +0\.1 @ +45,010\.00 +\+50\.25 +funding +−12\.50 +550e8400$/,
    );
  });

  it.each([
    [
      'equity_update',
      { total_equity: '10000.00', current_equity: '10000.00' },
      /EQUITY +10,000\.00 {2}total 10,000\.00 {2}peak –$/,
    ],
    [
      'risk_status_update',
      { status: 'soft_pause', message: 'Stopped.', drawdown_pct: '0.04', daily_loss_pct: '0.0325' },
      /RISK +soft_pause {2}drawdown 4\.00 % {2}day’s loss 3\.25 % {2}Stopped\.$/,
    ],
    ['risk_status_update', { status: 'normal' }, /RISK +normal +drawdown – {2}day’s loss –$/],
    [
      'system_log',
      { level: 'INFO', module: 'PositionService', message: 'opened' },
      /LOG +INFO +opened {2}PositionService$/,
    ],
    ['error', { message: 'the token is not valid' }, /ERROR +the token is not valid$/],
    ['resume', { recovered: true, cursor: 'a.1' }, /RESUME +\{"recovered":true,"cursor":"a\.1"\}$/],
  ])('tells %s', (type, data, expected) => {
    expect(carry(type, data)).toMatch(expected);
  });

  it('tells the greeting', () => {
    const timestamp = new Date(happenedAt).toISOString();
    expect(line({ type: 'connection_established', timestamp, message: 'Connected' })).toMatch(/CONNECTED +Connected$/);
  });

  it.each([[{}], [[1]], ['text'], [{ type: 7, timestamp: 1, data: [] }], [{ type: 'position_update' }]])(
    'is shown without a fault whatever stands in it: %j',
    (message) => {
      expect(line(message)).toMatch(/^[0-9:.]{12}/);
    },
  );
});

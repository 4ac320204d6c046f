import { readdirSync, readFileSync } from 'node:fs';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fleetTail } from './fleet-lines.ts';
import { tailLine } from './tail-line.ts';

const now = Date.UTC(2026, 0, 14, 16, 30, 5, 7);
const examples = new URL('../../../../packages/dialects/src/fleet/fixtures/', import.meta.url);

const shown = (text: string): string => tailLine(text, fleetTail, { colors: pc.createColors(false), now });
const line = (type: string, data: object): string =>
  shown(JSON.stringify({ type, data, ts: '2026-01-14T16:30:00.000Z' }));
const example = (name: string): string => shown(readFileSync(new URL(`${name}.json`, examples), 'utf8'));

describe('a fleet message in one line', () => {
  it.each([
    ['trades', /TRADE +buy +BTC-ZAR +0\.001 @ 850,000\.00 {2}filled +bot_abc luno$/],
    ['bots', /BOT +BTC Scalper +running +paper +BTC-ZAR +\+150\.50 {2}42 trades {2}won 68\.00 % {2}luno$/],
    ['balances', /BALANCES +luno +10,500 ZAR {2}0\.026 BTC {2}value 32,500\.00 ZAR$/],
    ['decisions', /DECISION +buy +BTC-ZAR +confidence 85\.00 % {2}stop 825,000\.00 {2}target 875,000\.00 {2}Strong/],
    ['metrics', /METRICS +\+1,250\.50 +\+12\.50 % {2}5\/8 bots {2}342 trades {2}won 68\.00 % {2}exposure 45\.00 %/],
    ['whale', /WHALE +inflow +150\.5 BTC {2}6,500,000\.00 USD {2}bullish {2}binance$/],
    ['alerts', /ALERT +warning +High Exposure Detected {2}Total exposure at 75%.* {2}act {2}bot_abc luno$/],
    ['system-health', /HEALTH +healthy +cpu 45\.50 % {2}memory 62\.30 % {2}disk 35\.00 % {2}errors 1\.00 %$/],
    ['wallet', /WALLET +deposit_confirmed {2}0\.01 BTC {2}confirmed {2}3 confirmations {2}luno$/],
    ['ai-tasks', /TASK +bodyguard_check +completed +100\.00 % {2}task_xyz$/],
    ['connection', /CONNECTION {2}connected {2}ws$/],
    ['error', /ERROR +INTERNAL_ERROR {2}Failed to process request {2}\.\.\.$/],
    ['ping', /PING +1705251000000$/],
    ['resume', /RESUME +\{"recovered":true/],
  ])('tells %s', (name, expected) => {
    expect(example(name)).toMatch(expected);
  });

  it('begins with its own time', () => {
    expect(line('bots', {}).slice(6, 12)).toBe('00.000');
    expect(shown('{"type":"ping","timestamp":1}').slice(6, 12)).toBe('05.007');
  });

  it('names what is not connected, and what a trade gained', () => {
    const connections = { luno: 'connected', valr: 'error', kraken: 'disconnected' };
    expect(line('system_health', { status: 'degraded', exchange_connections: connections })).toMatch(
      /lost: valr, kraken$/,
    );
    expect(line('trades', { side: 'sell', symbol: 'BTC-ZAR', pnl: -12.5 })).toMatch(/result −12\.50$/);
  });

  it('counts the assets for which a line has no room', () => {
    const held = Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((asset) => [asset, { free: 1 }]));
    expect(line('balances', { platform: 'all', balances: held })).toMatch(/1 D {2}and 2 more$/);
  });

  it.each(readdirSync(examples))('shows anything in the place of %s’s data without a fault', (file) => {
    const message = Object(JSON.parse(readFileSync(new URL(file, examples), 'utf8')));
    for (const data of [undefined, null, 7, [], {}, { balances: 1, stops: null }])
      expect(shown(JSON.stringify({ ...message, data }))).toMatch(/^[0-9:.]{12}/);
  });
});

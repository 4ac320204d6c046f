import type { EventDraft, Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { createFakeClock } from '../fake-clock.fixture.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import { createDeskControls, type OperatorWord } from './desk-controls.ts';
import { createFleet } from './fleet.ts';
import type { FleetAccount } from './account-options.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };

/** Wants to be long at every close. */
const eager = (): Strategy => ({
  name: 'eager',
  warmupBars: 0,
  onBar: (): readonly Intent[] => [{ type: 'enter', direction: 'long', reason: 'always', quantity: '1' }],
});

const account = (name: string, botId: string): FleetAccount => ({
  account: name,
  initialEquity: '5000',
  bots: [{ botId, strategy: eager }],
});

const wave = Array.from({ length: 60 }, (_, index) => (100 + 8 * Math.sin(index / 4)).toFixed(2));

/** A desk that an operator steps through, bar by bar. */
const operated = (accounts: readonly FleetAccount[] = [account('a', 'x'), account('b', 'y')], closes = wave) => {
  const controls = createDeskControls({ maxWaiting: 2 });
  const parts = { bars: barsFromCloses(closes), clock: createFakeClock(), controls };
  const desk = createFleet({ instrument, accounts }, parts)[Symbol.asyncIterator]();
  return {
    controls,
    order: (word: OperatorWord, name = 'a') =>
      controls.order({ account: name, word, operatorId: 'ann', reason: 'a drill' }),
    standing: (name = 'a') => controls.standings().find((standing) => standing.account === name),
    async step(): Promise<readonly EventDraft[]> {
      const result = await desk.next();
      return result.done === true ? [] : result.value;
    },
    async steps(count: number): Promise<readonly EventDraft[]> {
      const events: EventDraft[] = [];
      for (let index = 0; index < count; index += 1) events.push(...(await this.step()));
      return events;
    },
  };
};

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

describe('an operator', () => {
  it('disarms an account before its next bar: what waits to enter is taken back, what is held stays', async () => {
    const desk = operated();
    await desk.steps(2);
    desk.order('disarm');
    expect(desk.standing()).toMatchObject({ armed: true, waiting: 1 });
    const told = await desk.step();
    expect(ofKind(told, 'master-arm').map(({ account: name, data }) => [name, data])).toEqual([
      ['a', { armed: false, previouslyArmed: true, changedBy: 'ann', reason: 'a drill', autoDisabled: false }],
    ]);
    const orders = ofKind(told, 'order').filter(({ account: name }) => name === 'a');
    expect(orders.map(({ data }) => data.status)).toEqual(['cancelled']);
    expect(ofKind(told, 'position').map(({ account: name }) => name)).toEqual(['b', 'b']);
    expect(ofKind(told, 'bot').find(({ data }) => data.botId === 'x')?.data.status).toBe('paused');
    expect(desk.standing()).toMatchObject({ armed: false, waiting: 0, entryObjection: 'disarmed: a drill' });
    expect(desk.standing('b')).toMatchObject({ armed: true });
  });

  it('arms it again', async () => {
    const desk = operated();
    await desk.steps(2);
    desk.order('disarm');
    await desk.step();
    desk.order('arm');
    const told = await desk.steps(2);
    expect(ofKind(told, 'master-arm').map(({ data }) => data.armed)).toEqual([true]);
    expect(ofKind(told, 'position').filter(({ account: name }) => name === 'a')[0]?.data.action).toBe('opened');
  });

  it('flattens an account: every position is closed at the next open and reported, and nothing is entered any more', async () => {
    const carry = { meanBars: 3, premiumSensitivity: '0.1', entryPremiumRatio: '0.0001', exitPremiumRatio: '-0.5' };
    const desk = operated([{ ...account('a', 'x'), carry }]);
    const before = await desk.steps(12);
    expect(new Set(ofKind(before, 'position').map(({ data }) => data.symbol))).toEqual(new Set(['X', 'X/X-PERP-SIM']));
    desk.order('flatten');
    const told = await desk.step();
    const closed = ofKind(told, 'position').filter(({ data }) => data.action === 'closed');
    expect(closed.map(({ data }) => data.symbol)).toEqual(['X', 'X/X-PERP-SIM']);
    const [flatten] = ofKind(told, 'flatten');
    expect(flatten?.data).toMatchObject({
      action: 'flatten_all',
      closedCount: 3,
      operatorId: 'ann',
      reason: 'a drill',
    });
    expect(flatten?.data.positionsClosed?.map(({ symbol, side }) => [symbol, side])).toEqual([
      ['X', 'long'],
      ['X', 'long'],
      ['X-PERP-SIM', 'short'],
    ]);
    expect(told.findLastIndex(({ kind }) => kind === 'position')).toBeLessThan(
      told.findIndex(({ kind }) => kind === 'flatten'),
    );
    const after = await desk.steps(10);
    expect(ofKind(after, 'order')).toEqual([]);
    expect(ofKind(after, 'equity').every(({ data }) => data.positionsValue === '0')).toBe(true);
  });

  it('finds disarmed what was disarmed before a new run began', async () => {
    const desk = operated([account('a', 'x')], wave.slice(0, 6));
    await desk.steps(3);
    desk.order('disarm');
    const told = await desk.steps(12);
    expect(new Set(told.map(({ runId }) => runId)).size).toBeGreaterThan(1);
    expect(ofKind(told, 'master-arm')).toHaveLength(1);
    expect(ofKind(told, 'position').filter(({ data }) => data.action === 'opened')).toEqual([]);
    expect(desk.standing()).toMatchObject({ armed: false });
  });

  it('ends the breaker’s cooldown', async () => {
    const breaker = { softDailyLossRatio: '0.01', hardDailyLossRatio: '0.5', cooldownMs: 1e12 };
    const wide = { softDailyLossRatio: '0.9', hardDailyLossRatio: '0.9' };
    const risky = { ...account('a', 'x'), ...wide, breaker, bots: [{ botId: 'x', strategy: holder }] };
    const desk = operated([risky], ['100', '100', '90', '90', '90', '90']);
    await desk.steps(5);
    expect(desk.standing()).toMatchObject({ breaker: 'soft' });
    desk.order('reset');
    const told = await desk.step();
    expect(ofKind(told, 'circuit-breaker').map(({ data }) => data.active)).toEqual([false]);
    expect(desk.standing()).toMatchObject({ breaker: 'normal' });
  });

  it('is heard in the log, and tells nothing twice that is so already', async () => {
    const desk = operated([account('a', 'x')]);
    await desk.steps(2);
    desk.order('arm');
    const told = await desk.step();
    expect(ofKind(told, 'log')[0]?.data.message).toBe('Operator ann ordered arm: a drill');
    expect(ofKind(told, 'master-arm')).toEqual([]);
  });

  it('is refused an account that the desk has not, and more commands than can wait', async () => {
    const desk = operated();
    expect(() => desk.order('arm')).toThrow('The desk has no account "a"');
    await desk.step();
    expect(() => desk.order('arm', 'c')).toThrow('The desk has no account "c"');
    desk.order('arm');
    desk.order('disarm');
    expect(() => desk.order('arm')).toThrow('2 commands wait');
    desk.order('arm', 'b');
  });
});

/** Buys 40 units once. */
const holder = (): Strategy => ({
  name: 'holder',
  warmupBars: 0,
  onBar: (_, { barIndex }): readonly Intent[] =>
    barIndex === 0 ? [{ type: 'enter', direction: 'long', reason: 'hold', quantity: '40' }] : [],
});

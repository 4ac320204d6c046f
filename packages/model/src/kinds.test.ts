import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeEvent } from './complete-event.ts';
import { kindNames, definitionOf } from './kind-table.ts';
import { parseDraft } from './parse-event.ts';
import { lintEvent, unknownWords, updateNameOf, updateRuleOf } from './update-rule.ts';

interface Sample {
  readonly data: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly update: string;
}

const samples: Readonly<Record<string, Sample>> = JSON.parse(
  readFileSync(new URL('../fixtures/kinds.json', import.meta.url), 'utf8'),
);
const completion = { account: 'main', source: 'engine', receivedAt: 1_700_000_000_000 };

const sampleOf = (kind: string): Sample => {
  const sample = samples[kind];
  if (sample === undefined) throw new Error(`fixtures/kinds.json has no sample of ${kind}`);
  return sample;
};

describe.each(kindNames)('%s', (kind) => {
  it('accepts its sample, with the expected key and update', () => {
    const { data, key, update } = sampleOf(kind);
    const event = completeEvent(parseDraft({ kind, data }), completion);
    expect({ key: event.key, update: updateNameOf(event) }).toEqual({ key, update });
    expect(event.account).toBe(definitionOf(kind).shared ? '@shared' : 'main');
    expect(event.data).toBe(data);
  });

  it('knows all the words of its sample and finds no contradiction in it', () => {
    const draft = parseDraft({ kind, data: sampleOf(kind).data });
    expect(unknownWords(draft)).toEqual([]);
    expect(lintEvent(draft)).toEqual([]);
  });

  it('refuses a field that it does not have', () => {
    const data = { ...sampleOf(kind).data, pnlPercent: 1 };
    expect(() => parseDraft({ kind, data })).toThrow('/data/pnlPercent');
  });

  it('is named as the table names it', () => {
    expect(definitionOf(kind).kind).toBe(kind);
  });

  it('conflates and drops only what nothing depends on', () => {
    const rules = Object.values(definitionOf(kind).updates);
    const retainOf = (delivery: string) =>
      new Set(rules.filter((rule) => rule.delivery === delivery).map(({ retain }) => retain));
    expect(['set']).toEqual(expect.arrayContaining([...retainOf('latest')]));
    expect(['none']).toEqual(expect.arrayContaining([...retainOf('bounded')]));
  });
});

describe('update rules', () => {
  const ruleOf = (kind: string, changes: object) =>
    updateRuleOf(parseDraft({ kind, data: { ...sampleOf(kind).data, ...changes } }));

  it.each(['opened', 'closed', 'liquidated'])('deliver each position that is %s', (action) => {
    expect(ruleOf('position', { action })).toMatchObject({
      delivery: 'every',
      retain: action === 'opened' ? 'set' : 'remove',
    });
  });

  it('conflate a position’s updates', () => {
    expect(ruleOf('position', { action: 'updated' })).toEqual({ delivery: 'latest', retain: 'set' });
  });

  it.each(['filled', 'cancelled', 'rejected'])('end an order that is %s', (status) => {
    expect(ruleOf('order', { status })).toEqual({ delivery: 'every', retain: 'remove' });
  });

  it('go by what happened to an order before its state', () => {
    expect(ruleOf('order', { action: 'cancelled', status: 'new' }).retain).toBe('remove');
  });

  it.each(['backtest-complete', 'backtest-error'])('let %s end start and progress of its backtest', (kind) => {
    expect(ruleOf(kind, {})).toEqual({
      delivery: 'every',
      retain: 'remove',
      alsoRemoves: ['backtest-start', 'backtest-progress'],
    });
  });

  it('name only kinds that exist in alsoRemoves', () => {
    const rules = kindNames.flatMap((kind) => Object.values(definitionOf(kind).updates));
    const named = rules.flatMap((rule) => (rule.retain === 'remove' && 'alsoRemoves' in rule ? rule.alsoRemoves : []));
    expect(named.length).toBeGreaterThan(0);
    expect(kindNames).toEqual(expect.arrayContaining(named));
  });

  it('read a word without a row as other, also when it is a member of every object', () => {
    expect(ruleOf('position', { action: 'constructor' })).toEqual({ delivery: 'every', retain: 'set' });
    expect(ruleOf('task', { status: '__proto__' })).toEqual({ delivery: 'every', retain: 'set' });
  });

  // Promise: ruling-11.shared-kinds
  it('let only market, whale and health be shared', () => {
    expect(kindNames.filter((kind) => definitionOf(kind).shared)).toEqual(['market', 'whale', 'health']);
  });
});

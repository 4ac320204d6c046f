import { kindNames, kinds, updateRuleOf } from '@pitwall/model';
import type { AnyFact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { toFact } from '../reading/fact-of.ts';
import type { WireFact } from '../wire/messages.ts';
import { retainedBy, withEndings } from './retain.ts';

const words = [
  undefined,
  'constructor',
  'strange',
  ...new Set(kindNames.flatMap((kind) => Object.keys(kinds[kind].updates))),
];

describe('what a fact does to the value of its key', () => {
  it.each(kindNames)('of the kind %s is what the model says, whatever its words', (kind) => {
    for (const action of words) {
      for (const status of words) {
        const { required } = kinds[kind].schema;
        if (action === undefined && required?.some((field) => field === 'action') === true) continue;
        // Absent, as in what comes: the fields that a kind does not have are in no fact of it.
        const has = (field: string): boolean => Object.hasOwn(kinds[kind].schema.properties, field);
        const data = {
          ...(action === undefined || !has('action') ? {} : { action }),
          ...(status === undefined || !has('status') ? {} : { status }),
        };
        const wire = { kind, key: 'k', account: 'a', source: 's', data, seq: 'e.1' } as unknown as WireFact;
        const rule = updateRuleOf({ kind, data } as unknown as AnyFact);
        const { retain, alsoRemoves } = retainedBy(toFact(wire, { isSnapshot: false, arrivedAt: 0 }));
        expect([retain, alsoRemoves]).toEqual([
          rule.retain,
          rule.retain === 'remove' && 'alsoRemoves' in rule ? rule.alsoRemoves : [],
        ]);
      }
    }
  });

  it('is heard by a replica of the kinds whose values others end', () => {
    expect(withEndings(['backtest-progress'])).toEqual(['backtest-progress', 'backtest-complete', 'backtest-error']);
    expect(withEndings(['position'])).toEqual(['position']);
  });
});

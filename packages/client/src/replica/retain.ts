import type { Fact, Kind } from '../fact.ts';
import { retainRules } from '../facts/retain-rules.ts';

/** What a fact does to the values of its key. */
export interface Retained {
  readonly retain: 'set' | 'remove' | 'none';
  /** Kinds whose value of the same key ends too. */
  readonly alsoRemoves: readonly string[];
}

const nothing: readonly string[] = [];

/** The word by which a fact says what happened; kinds that have both say it by `action`. */
const wordOf = ({ data }: Fact): unknown => {
  const action: unknown = Reflect.get(data, 'action');
  const status: unknown = Reflect.get(data, 'status');
  return action ?? status;
};

/** What a fact does to the latest value of its key, by the tables of docs/kinds.md. */
export const retainedBy = (fact: Fact): Retained => {
  const rule = Object.hasOwn(retainRules, fact.kind) ? retainRules[fact.kind] : undefined;
  if (rule === undefined) return { retain: 'set', alsoRemoves: nothing };
  if (rule === 'none') return { retain: 'none', alsoRemoves: nothing };
  const { removes, alsoRemoves = nothing } = rule;
  const word = wordOf(fact);
  const ends = removes === 'always' || (typeof word === 'string' && removes.includes(word));
  return ends ? { retain: 'remove', alsoRemoves } : { retain: 'set', alsoRemoves: nothing };
};

/** Names of rules are names of kinds. */
const ruledKinds: readonly Kind[] = Object.keys(retainRules).filter((name): name is Kind => name in retainRules);

/** Kinds together with those whose facts end values of theirs: without these a value would stay for ever. */
export const withEndings = (kinds: readonly Kind[]): readonly Kind[] => {
  const ended: readonly string[] = kinds;
  const endings = ruledKinds.filter((kind) => {
    const rule = retainRules[kind];
    return rule !== undefined && rule !== 'none' && rule.alsoRemoves?.some((name) => ended.includes(name)) === true;
  });
  return [...new Set([...kinds, ...endings])];
};

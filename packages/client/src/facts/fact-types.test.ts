import type { Channel as ModelChannel, DataOf as ModelData, Kind as ModelKind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import type { Channel, DataOf, Fact, Kind } from '../fact.ts';

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The same, with nothing to be written to: what the client gives out is not to be changed. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: Frozen<T[Field]> }
    : T;

/** For each kind whether the client's type of its data takes and gives what the model's does. */
type Agreements = {
  readonly [K in ModelKind]: ModelData<K> extends DataOf<K> ? (DataOf<K> extends Frozen<ModelData<K>> ? true : K) : K;
}[ModelKind];

describe('the types that a client gives out', () => {
  it('are those of the model, kind by kind', () => {
    const agreed: Agreements = true;
    const kinds: Equal<Kind, ModelKind> = true;
    const channels: Equal<Channel, ModelChannel> = true;
    expect([agreed, kinds, channels]).toEqual([true, true, true]);
  });

  it('are told apart by kind', () => {
    const nameOf = (fact: Fact<'trade' | 'alert'>): string =>
      fact.kind === 'trade' ? fact.data.tradeId : fact.data.severity;
    expect(nameOf).toBeTypeOf('function');
  });
});

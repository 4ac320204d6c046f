import type { Dialect } from '@pitwall/dialects';
import { kinds } from '@pitwall/model';
import type { EventDraft, Kind } from '@pitwall/model';
import type { Dice } from '../../isolation/dice.ts';
import { factOf } from '../../isolation/facts.ts';

/** How often a kind is published beside the others: those whose values wait for their interval and are ended meanwhile most. */
const weights: { readonly [K in Kind]?: number } = {
  position: 8,
  order: 3,
  bot: 3,
  'backtest-progress': 4,
  'backtest-complete': 2,
  'backtest-start': 2,
};

/** The kinds that a dialect has words for and publishers may say, each as often as it is to be chosen. */
export const kindsOf = ({ views }: Dialect): readonly Kind[] =>
  (Object.keys(views) as Kind[])
    .filter((kind) => kinds[kind].fromGateway !== true)
    .flatMap((kind) => Array.from({ length: weights[kind] ?? 1 }, () => kind));

/** The `n`th fact: no two are alike, so that a reader who is told no identity can tell them apart. */
export const anyFact = (dice: Dice, from: readonly Kind[], at: { n: number; beginMs: number }): EventDraft => {
  const kind = dice.draw(from) ?? 'position';
  const { data } = factOf(kind, 'ann', at.n * 60 + dice.roll(60));
  const own = kind === 'health' ? { ...data, latencyMs: at.n } : data;
  const account = kinds[kind].shared ? {} : { account: dice.roll(5) === 0 ? 'other' : 'main' };
  const draft: object = { kind, data: own, ...account, occurredAt: at.beginMs + at.n };
  return draft as EventDraft;
};

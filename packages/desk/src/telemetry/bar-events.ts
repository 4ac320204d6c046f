import type { EventDraft } from '@pitwall/model';
import type { DeskBot } from '../run/desk-bot.ts';
import type { BarOutcome, DeskRun, FleetFacts } from '../run/desk-run.ts';
import { carryEvents, openPairEvent, type CarryNames } from './carry-events.ts';
import { decisionEvents } from './decision-events.ts';
import { guardEvents } from './guard-events.ts';
import { openPositionEvent } from './position-events.ts';
import { factEvents } from './run-events.ts';
import type { Names, Stamp } from './stamp.ts';

/** Names of the bots of an account. */
export interface DeskNames {
  /** Of the account’s first bot, and of what has to do with no single one. */
  readonly trading: Names;
  /** Absent without the carry bot. */
  readonly carry: CarryNames | undefined;
}

/** The names that a bot’s facts carry: all but its own are the account’s. */
export const namesOf = ({ botId }: DeskBot, { trading }: DeskNames): Names => ({ ...trading, botId });

/** Says what came of a bar, in the order in which it happened: fills, the account’s rules, then decisions and their orders. */
export const outcomeEvents = (
  { filled, guard, decided }: BarOutcome,
  run: DeskRun,
  names: DeskNames,
  stamp: Stamp,
): readonly EventDraft[] => [
  ...botEvents(filled, names, stamp),
  ...guardEvents(guard, stamp),
  ...decided.trading.flatMap(({ bot, facts }) => decisionEvents(facts, bot.run, namesOf(bot, names), stamp)),
  ...botEvents(decided, names, stamp),
];

/** Says where the open positions stand at the last close. */
export const positionUpdates = (run: DeskRun, names: DeskNames, stamp: Stamp): readonly EventDraft[] => {
  const pair = run.carry?.pair;
  const prices = run.carry?.prices;
  return [
    ...run.bots.flatMap((bot) => updatesOf(bot, namesOf(bot, names), stamp)),
    ...(pair === undefined || prices === undefined || names.carry === undefined
      ? []
      : [openPairEvent('updated', pair, prices, { names: names.carry.pair, stamp })]),
  ];
};

const updatesOf = ({ run }: DeskBot, names: Names, stamp: Stamp): readonly EventDraft[] =>
  (run.lastPrice === undefined ? [] : run.positions).map((position) =>
    openPositionEvent('updated', position, run.priceOf(position.symbol), { names, stamp }),
  );

const botEvents = ({ trading, carry }: FleetFacts, names: DeskNames, stamp: Stamp): readonly EventDraft[] => [
  ...trading.flatMap(({ bot, facts }) => facts.flatMap((fact) => factEvents(fact, namesOf(bot, names), stamp))),
  ...carry.flatMap((fact) => (names.carry === undefined ? [] : carryEvents(fact, names.carry, stamp))),
];

import type { EventDraft } from '@pitwall/model';
import type { BarOutcome, BotFacts, DeskRun } from '../run/desk-run.ts';
import { carryEvents, openPairEvent, type CarryNames } from './carry-events.ts';
import { decisionEvents } from './decision-events.ts';
import { openPositionEvent } from './position-events.ts';
import { breakerEvent, riskStatusEvent } from './risk-events.ts';
import { factEvents } from './run-events.ts';
import type { Names, Stamp } from './stamp.ts';

/** Names of the bots of a desk. */
export interface DeskNames {
  readonly trading: Names;
  /** Absent without the carry bot. */
  readonly carry: CarryNames | undefined;
}

/** Says what came of a bar, in the order in which it happened: fills, limits, then decisions and their orders. */
export const outcomeEvents = (
  { filled, risk, decided }: BarOutcome,
  run: DeskRun,
  names: DeskNames,
  stamp: Stamp,
): readonly EventDraft[] => [
  ...botEvents(filled, names, stamp),
  ...(risk === undefined ? [] : [riskStatusEvent(risk, stamp), breakerEvent(risk, run, stamp)]),
  ...decisionEvents(decided.trading, run.trading, names.trading, stamp),
  ...botEvents(decided, names, stamp),
];

/** Says where the open positions stand at the last close. */
export const positionUpdates = (run: DeskRun, names: DeskNames, stamp: Stamp): readonly EventDraft[] => {
  const { positions, lastPrice } = run.trading;
  const pair = run.carry?.pair;
  const prices = run.carry?.prices;
  return [
    ...(lastPrice === undefined ? [] : positions).map((position) =>
      openPositionEvent('updated', position, run.trading.priceOf(position.symbol), { names: names.trading, stamp }),
    ),
    ...(pair === undefined || prices === undefined || names.carry === undefined
      ? []
      : [openPairEvent('updated', pair, prices, { names: names.carry.pair, stamp })]),
  ];
};

const botEvents = ({ trading, carry }: BotFacts, names: DeskNames, stamp: Stamp): readonly EventDraft[] => [
  ...trading.flatMap((fact) => factEvents(fact, names.trading, stamp)),
  ...carry.flatMap((fact) => (names.carry === undefined ? [] : carryEvents(fact, names.carry, stamp))),
];

import type { EventDraft } from '@pitwall/model';
import type { GuardFact } from '../risk/account-guard.ts';
import type { BreakerStanding } from '../risk/circuit-breaker.ts';
import type { FlattenReport } from '../risk/emergency-flatten.ts';
import type { ArmChange } from '../risk/master-arm.ts';
import { known, money, quotient } from './figures.ts';
import { logEvent } from './order-events.ts';
import { riskStatusEvent } from './risk-events.ts';
import type { Stamp } from './stamp.ts';

/** Says what the rules of an account decided, each with a line of the log. */
export const guardEvents = (facts: readonly GuardFact[], stamp: Stamp): readonly EventDraft[] =>
  facts.flatMap((fact) => {
    switch (fact.type) {
      case 'risk-changed':
        return [riskStatusEvent(fact.standing, stamp)];
      case 'breaker-changed':
        return [breakerEvent(fact.standing, stamp), logEvent('warning', breakerWords(fact.standing), 'risk', stamp)];
      case 'arm-changed':
        return [armChangeEvent(fact.change, stamp), logEvent('warning', armWords(fact.change), 'risk', stamp)];
      case 'flattened':
        return [flattenEvent(fact.report, stamp), logEvent('warning', flattenWords(fact.report), 'risk', stamp)];
    }
  });

/**
 * Where the circuit breaker stands. `triggeredAt` is the wall clock, as with every fact of a replay; its cooldown is market time, whose
 * end no wall clock knows, so that none is told.
 */
export const breakerEvent = (standing: BreakerStanding, stamp: Stamp): EventDraft => {
  const { level, reason, equity, consecutiveLosses, dailyLossRatio } = standing;
  return {
    ...stamp,
    kind: 'circuit-breaker',
    data: {
      active: level !== 'normal',
      ...(level === 'normal' ? {} : { type: level, triggeredAt: stamp.occurredAt }),
      ...known(reason, (text) => ({ reason: text })),
      ...known(equity, (amount) => ({ equity: money(amount) })),
      dailyDrawdownRatio: quotient(dailyLossRatio.negated()),
      consecutiveLosses,
    },
  };
};

/** Where a breaker stands, in words. */
export const breakerWords = ({ level, reason }: BreakerStanding): string =>
  level === 'normal'
    ? 'The circuit breaker lets everything through again'
    : `The circuit breaker ${level === 'hard' ? 'halts trading and closes positions' : 'reduces entries'}: ${reason ?? ''}`;

/** The master arm was turned. */
const armChangeEvent = (change: ArmChange, stamp: Stamp): EventDraft => {
  const { armed, previouslyArmed, changedBy, reason, autoDisabled } = change;
  return {
    ...stamp,
    kind: 'master-arm',
    data: { armed, previouslyArmed, reason, autoDisabled, ...known(changedBy, (name) => ({ changedBy: name })) },
  };
};

/** How the arm was turned, in words. */
export const armWords = ({ armed, changedBy, reason }: ArmChange): string =>
  `${armed ? 'Armed' : 'Disarmed'} by ${changedBy ?? 'a rule of the desk'}: ${reason}`;

/** Everything was closed. */
const flattenEvent = (
  { closedCount, positionsClosed, reason, operatorId }: FlattenReport,
  stamp: Stamp,
): EventDraft => ({
  ...stamp,
  kind: 'flatten',
  data: {
    action: 'flatten_all',
    // A list that is not whole must not be counted against.
    ...(closedCount === positionsClosed.length ? { closedCount } : {}),
    reason,
    ...known(operatorId, (name) => ({ operatorId: name })),
    positionsClosed: positionsClosed.map(({ symbol, side, size, exitPrice, pnl }) => ({
      symbol,
      side,
      size: money(size),
      exitPrice: quotient(exitPrice),
      pnl: money(pnl),
    })),
  },
});

/** What was closed, in words. */
export const flattenWords = ({ closedCount, reason }: FlattenReport): string =>
  `Emergency flatten closed ${closedCount} ${closedCount === 1 ? 'position' : 'positions'}: ${reason}`;

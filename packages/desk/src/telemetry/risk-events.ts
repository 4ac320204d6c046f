import type { EventDraft } from '@pitwall/model';
import type { RiskStanding, RiskStatus } from '../risk/risk-watch.ts';
import type { DeskRun } from '../run/desk-run.ts';
import { known, money, quotient } from './figures.ts';
import type { Stamp } from './stamp.ts';

const consequence: Readonly<Record<RiskStatus, string>> = {
  normal: 'All limits are kept: positions may be opened',
  soft_pause: 'No new positions are opened, open ones remain',
  hard_stop: 'No new positions are opened, open ones are closed',
};

/** A status and why, in words. */
export const riskWords = ({ status, reason }: RiskStanding): string =>
  reason === undefined ? consequence[status] : `${consequence[status]}: ${reason}`;

/** Whether the account's limits let it trade. */
export const riskStatusEvent = (standing: RiskStanding, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'risk-status',
  data: {
    status: standing.status,
    message: riskWords(standing),
    drawdownRatio: quotient(standing.drawdownRatio),
    dailyLossRatio: quotient(standing.dailyLossRatio),
  },
});

/** The same as a brake: soft while nothing may be entered, hard while everything is left as well. */
export const breakerEvent = (standing: RiskStanding, run: DeskRun, stamp: Stamp): EventDraft => {
  const { status, reason, dailyLossRatio } = standing;
  const type = status === 'normal' ? undefined : status === 'hard_stop' ? 'hard' : 'soft';
  return {
    ...stamp,
    kind: 'circuit-breaker',
    data: {
      active: type !== undefined,
      ...known(type, (word) => ({ type: word, triggeredAt: stamp.occurredAt, equity: money(run.equity.equity) })),
      ...known(reason, (text) => ({ reason: text })),
      dailyDrawdownRatio: quotient(dailyLossRatio.negated()),
    },
  };
};

import type { EventDraft } from '@pitwall/model';
import type { RiskStanding, RiskStatus } from '../risk/risk-watch.ts';
import { quotient } from './figures.ts';
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

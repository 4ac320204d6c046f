import type { DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, flag, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { timeMs } from '../wire/times.ts';
import { titanMessage } from './titan-message.ts';
import { breakerType } from './words.ts';

const type = optional('type', breakerType);

const data = pageObject<DataOf<'circuit-breaker'>>()({
  active: required('active', flag),
  // An inactive breaker has no type, which the page's consoles are told with null.
  type: {
    ...type,
    write: (breaker: DataOf<'circuit-breaker'>, rest) => (breaker.active ? type.write(breaker, rest) : null),
  },
  reason: optional('reason', text),
  triggered_at: optional('triggeredAt', timeMs),
  daily_drawdown: optional('dailyDrawdownRatio', percent),
  consecutive_losses: optional('consecutiveLosses', count),
  equity_level: optional('equity', amount),
  cooldown_ends_at: optional('cooldownEndsAt', timeMs),
});

/** The brake on trading after losses. */
export const circuitBreakerUpdate = titanMessage('circuit-breaker', 'CIRCUIT_BREAKER_UPDATE', data);

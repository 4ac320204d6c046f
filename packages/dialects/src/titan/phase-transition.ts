import type { DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { titanMessage } from './titan-message.ts';

const data = pageObject<DataOf<'phase'>>()({
  from_phase: optional('fromPhase', name),
  to_phase: required('toPhase', name),
  equity: optional('equity', amount),
  threshold: optional('threshold', amount),
  reason: optional('reason', text),
  new_risk_pct: optional('newRiskRatio', percent),
  new_max_leverage: optional('newMaxLeverage', amount),
});

/** The account's step from one phase of growth to another. */
export const phaseTransition = titanMessage('phase', 'PHASE_TRANSITION', data);

import type { EventDraft } from '@pitwall/model';
import type { RunFact } from '../run/fact.ts';
import { phaseStepEvent } from './account-events.ts';
import { logEvent, orderEvents } from './order-events.ts';
import { closedPositionEvent, openPositionEvent } from './position-events.ts';
import { signalEvent } from './signal-events.ts';
import type { Names, Stamp } from './stamp.ts';

/** Says a fact of a run as events. */
export const factEvents = (fact: RunFact, names: Names, stamp: Stamp): readonly EventDraft[] => {
  switch (fact.type) {
    case 'signal-prepared':
    case 'signal-filled':
    case 'signal-rejected':
    case 'signal-aborted':
      return [signalEvent(fact, names, stamp)];
    case 'order-accepted':
    case 'order-filled':
    case 'order-rejected':
    case 'order-cancelled':
      return orderEvents(fact, names, stamp);
    case 'position-opened':
      return [openPositionEvent('opened', fact.position, fact.price, { names, stamp })];
    case 'position-closed':
      return [closedPositionEvent('closed', fact.position, fact.closed, { names, stamp })];
    case 'position-liquidated':
      return [closedPositionEvent('liquidated', fact.position, fact.closed, { names, stamp })];
    case 'funded':
      return [logEvent('info', fundingMessage(fact, names), 'venue', stamp)];
    case 'borrow-charged':
      return [];
    case 'phase-changed': {
      const { from, to } = fact.step;
      return [
        phaseStepEvent(fact.step, stamp),
        logEvent('info', `Phase ${from.name} grew into ${to.name}`, 'risk', stamp),
      ];
    }
  }
};

const fundingMessage = (
  { amount, symbol, rate }: Extract<RunFact, { readonly type: 'funded' }>,
  { currency }: Names,
): string => {
  const verb = amount.isNegative() ? 'Paid' : 'Received';
  return `${verb} ${amount.abs().toFixed()} ${currency} of funding for ${symbol} at ${String(rate.ratio)}`;
};

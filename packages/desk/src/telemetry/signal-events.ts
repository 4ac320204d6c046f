import type { EventDraft } from '@pitwall/model';
import type { RunFact, Signal } from '../run/fact.ts';
import type { Names, Stamp } from './stamp.ts';
import { money } from './figures.ts';

type SignalFact = Extract<RunFact, { readonly signal: Signal }>;

/**
 * A signal's life: `prepare` pending, then `confirm` filled or rejected, or `abort` cancelled. `processingTimeMs` is the wall
 * clock from preparation to this event. The desk knows neither regimes nor confidence, so it publishes none.
 */
export const signalEvent = (fact: SignalFact, names: Names, stamp: Stamp): EventDraft => {
  const { signal } = fact;
  const about = {
    signalId: signal.signalId,
    symbol: names.symbol,
    direction: signal.direction,
    phase: signal.phase,
    botId: names.botId,
  };
  const processingTimeMs = Math.max(0, stamp.occurredAt - signal.preparedAt);
  switch (fact.type) {
    case 'signal-prepared':
      return {
        ...stamp,
        kind: 'signal',
        data: { ...about, type: 'prepare', status: 'pending', reason: signal.reason },
      };
    case 'signal-filled': {
      const filled = { entryPrice: money(fact.fill.price), size: money(fact.fill.quantity), reason: signal.reason };
      const data = { ...about, ...filled, type: 'confirm', status: 'filled', processingTimeMs };
      return { ...stamp, kind: 'signal', data };
    }
    case 'signal-rejected': {
      const data = { ...about, type: 'confirm', status: 'rejected', processingTimeMs, reason: fact.reason };
      return { ...stamp, kind: 'signal', data };
    }
    case 'signal-aborted': {
      const data = { ...about, type: 'abort', status: 'cancelled', processingTimeMs, reason: fact.reason };
      return { ...stamp, kind: 'signal', data };
    }
  }
};

/** A sign of life of the strategy: it calls for nothing. */
export const heartbeatEvent = (signalId: string, phase: string, names: Names, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'signal',
  data: { signalId, type: 'heartbeat', symbol: names.symbol, phase, botId: names.botId },
});

import { completeEvent } from '@pitwall/model';
import type { EventDraft, SequencedEvent } from '@pitwall/model';
import type { ReceivedEvent } from '@pitwall/gateway';

/** When the events of the suite begin to come in. */
export const firstReceivedAt = Date.UTC(2024, 0, 15, 10, 30);

/** A fact of one of three kinds which carries a mark that tells it from all others. */
export const received = (
  mark: string,
  of: { readonly account?: string; readonly kind?: 'trade' | 'equity' | 'alert'; readonly receivedAt?: number } = {},
): ReceivedEvent => {
  const { account = 'alice', kind = 'trade', receivedAt = firstReceivedAt } = of;
  return {
    ...completeEvent(draftOf(kind, mark), { account, source: 'suite', receivedAt }),
    receivedAt,
    publisher: 'suite',
  };
};

const draftOf = (kind: 'trade' | 'equity' | 'alert', mark: string): EventDraft => {
  if (kind === 'trade')
    return { kind, id: mark, data: { tradeId: mark, symbol: 'BTC', side: 'buy', status: 'filled' } };
  if (kind === 'equity') return { kind, id: mark, data: { equity: '1' } };
  return { kind, id: mark, data: { alertId: mark, severity: 'info' } };
};

/** The marks of events, in their order. */
export const marksOf = (events: readonly SequencedEvent[]): readonly string[] => events.map(({ id }) => id ?? '');

/** The places of events, in their order. */
export const seqsOf = (events: readonly SequencedEvent[]): readonly number[] => events.map(({ seq }) => seq);

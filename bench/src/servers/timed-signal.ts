import { titan } from '@pitwall/dialects';
import type { Dialect, EachView } from '@pitwall/dialects';
import type { DraftOf } from '@pitwall/model';

/** The time as load clients read it in a message: nanoseconds of the machine's monotonic clock, in 19 digits. */
export const sendTime = (): string => process.hrtime.bigint().toString().padStart(19, '0');

const symbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'XRPUSDT'] as const;
/** Prime to the digits that it mixes, so that figures next to each other look unlike. */
const stride = 73_856_093;

/**
 * A signal that is published at a time, which it carries as its id. All are of one length, and their figures differ as
 * those of signals do: else compressing them would be too easy.
 */
export const timedSignal = (at: string): DraftOf<'signal'> => {
  const mixed = (Number(at.slice(-7)) * stride) % 10_000_000;
  const digits = String(mixed).padStart(7, '0');
  return {
    kind: 'signal',
    data: {
      signalId: at,
      type: 'confirm',
      symbol: symbols[mixed % symbols.length] ?? 'BTCUSDT',
      direction: 'long',
      entryPrice: `4${digits.slice(0, 4)}.5`,
      size: `0.${digits.slice(4, 6)}5`,
    },
  };
};

const timedView = (): EachView<'signal'> => {
  const view = titan.views.signal;
  if (view?.mode !== 'each') throw new Error('Titan says each signal by itself');
  return {
    ...view,
    encode: (event, context) => {
      const message = view.encode(event, context);
      return message === undefined ? undefined : { t: event.data.signalId, ...message };
    },
  };
};

/** Titan word for word, but for one field in front by which a load client can tell how old a message is. */
export const timedTitan = (): Dialect => ({ ...titan, views: { ...titan.views, signal: timedView() } });

/** The same message without a gateway, for servers that stand beside it. */
export const timedMessage = (at: string): string => {
  const nowMs = Date.now();
  const source = { key: at, account: 'demo', source: 'bench', occurredAt: nowMs };
  const event = { ...timedSignal(at), ...source, seq: 1, receivedAt: nowMs, publisher: 'bench' };
  return JSON.stringify(timedView().encode(event, { occasion: 'live', nowMs }));
};

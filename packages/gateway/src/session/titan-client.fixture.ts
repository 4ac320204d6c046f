import { titan } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import type { SessionRig } from './session-rig.fixture.ts';

/** What the account is worth. */
export const equity = (value: number, occurredAt?: number): EventDraft => ({
  kind: 'equity',
  data: { equity: value },
  ...(occurredAt === undefined ? {} : { occurredAt }),
});

/** A position that is opened, changed or ended, at a price. */
export const position = (action: string, currentPrice: number, side = 'long'): EventDraft => ({
  kind: 'position',
  data: { action, symbol: 'BTC', side, size: 1, entryPrice: 10, currentPrice },
});

/** A signal. */
export const signal = (signalId: string, type = 'confirm'): EventDraft => ({
  kind: 'signal',
  data: { signalId, type },
});

/** Results of a timeframe: a state of its own. */
export const performance = (timeframe: string): EventDraft => ({ kind: 'performance', data: { timeframe } });

/** Connects and lets the present values come. */
export const connect = (rig: SessionRig, query = '') => {
  const client = rig.connect(query, titan);
  rig.clock.endTurns();
  return client;
};

/** Passes time for a client that answers pings. */
export const pass = (rig: SessionRig, client: ReturnType<typeof connect>, timeMs: number): void => {
  for (let left = timeMs; left > 0; left -= 5_000) {
    rig.clock.advance(Math.min(left, 5_000));
    client.session.onPong();
  }
};

/** The position in a message. */
export const positionOf = (message: unknown): unknown =>
  (message as { data: { position: unknown } } | undefined)?.data.position;

/** A long position as titan says it whole. */
export const whole = (currentPrice: number) => ({
  symbol: 'BTC',
  side: 'LONG',
  size: 1,
  entry_price: 10,
  current_price: currentPrice,
});

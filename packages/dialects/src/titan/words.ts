import { words } from '../wire/words.ts';

/** Direction of a position or a signal. */
export const side = words({ LONG: 'long', SHORT: 'short' });

/** What happened to a position. */
export const positionAction = words({
  OPENED: 'opened',
  UPDATED: 'updated',
  CLOSED: 'closed',
  LIQUIDATED: 'liquidated',
});

/** What a signal calls for. `HEARTBEAT` is one of them and keeps no connection alive. */
export const signalType = words({ PREPARE: 'prepare', CONFIRM: 'confirm', ABORT: 'abort', HEARTBEAT: 'heartbeat' });

/** What became of a signal. */
export const signalStatus = words({
  PENDING: 'pending',
  FILLED: 'filled',
  REJECTED: 'rejected',
  CANCELLED: 'cancelled',
  ERROR: 'error',
});

/** How hard a circuit breaker brakes. */
export const breakerType = words({ SOFT: 'soft', HARD: 'hard' });

/** What an emergency flatten does. */
export const flattenAction = words({ FLATTEN_ALL: 'flatten_all' });

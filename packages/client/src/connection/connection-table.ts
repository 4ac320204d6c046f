/**
 * Where a connection stands.
 *
 * - `idle`: made, and not started.
 * - `preparing`: its address is being asked for, and with it a token.
 * - `opening`: a socket is on its way to open.
 * - `greeting`: open, and the server has not said its first words.
 * - `catching-up`: welcomed, and something that was asked for is not complete yet.
 * - `live`: everything that was asked for is complete, and what comes happens.
 * - `waiting`: lost, and the next attempt has a time.
 * - `offline`: lost, and the platform says that there is no network.
 * - `closed`: ended by its owner.
 * - `failed`: ended for a reason that coming back would not mend.
 */
export type ConnectionState =
  'idle' | 'preparing' | 'opening' | 'greeting' | 'catching-up' | 'live' | 'waiting' | 'offline' | 'closed' | 'failed';

/** What can happen to a connection. */
export type ConnectionInput =
  /** Its owner wants it. */
  | 'start'
  /** Its address is known. */
  | 'prepared'
  /** The socket is open. */
  | 'opened'
  /** The server said its first words. */
  | 'welcomed'
  /** Everything asked for is complete. */
  | 'caught-up'
  /** Something asked for is not complete any more. */
  | 'fell-behind'
  /** The attempt or the socket ended, and another attempt may help. */
  | 'lost'
  /** The attempt or the socket ended for good. */
  | 'refused'
  /** The policy has no further attempt. */
  | 'given-up'
  /** The time of the next attempt has come. */
  | 'due'
  /** The platform says that there is no network. */
  | 'went-offline'
  /** The platform says that there is a network. */
  | 'came-online'
  /** Its owner wants it no more. */
  | 'stop';

type Row = Readonly<Record<ConnectionInput, ConnectionState>>;

/** A row in which nothing but what is named changes the state. */
const row = (state: ConnectionState, changes: Partial<Row>): Row => ({
  start: state,
  prepared: state,
  opened: state,
  welcomed: state,
  'caught-up': state,
  'fell-behind': state,
  lost: state,
  refused: state,
  'given-up': state,
  due: state,
  'went-offline': state,
  'came-online': state,
  stop: 'closed',
  ...changes,
});

const ends = { lost: 'waiting', refused: 'failed' } as const;

/** Every state's answer to every input. A state that answers with itself takes no notice. */
export const connectionTable: Readonly<Record<ConnectionState, Row>> = {
  idle: row('idle', { start: 'preparing' }),
  preparing: row('preparing', { prepared: 'opening', ...ends }),
  opening: row('opening', { opened: 'greeting', ...ends }),
  greeting: row('greeting', { welcomed: 'catching-up', ...ends }),
  'catching-up': row('catching-up', { 'caught-up': 'live', ...ends }),
  live: row('live', { 'fell-behind': 'catching-up', ...ends }),
  // A platform that comes online may be asked at once; one that goes offline need not be asked at all.
  waiting: row('waiting', {
    due: 'preparing',
    'came-online': 'preparing',
    'went-offline': 'offline',
    'given-up': 'failed',
  }),
  // Platforms err: behind a VPN or on loopback a browser may be "offline" with a working connection. So it is tried, rarely.
  offline: row('offline', { due: 'preparing', 'came-online': 'preparing', 'given-up': 'failed' }),
  closed: row('closed', { start: 'preparing' }),
  failed: row('failed', { start: 'preparing' }),
};

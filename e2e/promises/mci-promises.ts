import type { PromiseTable } from './promise-table.ts';

/** What frontends built from the MCI page may count on. */
export const mciPromises: PromiseTable = {
  'mci, Connection Flow': {
    'mci.path': 'The frontend’s path is /telemetry.',
    'mci.tls': 'Where a certificate is given the frontend is reached by wss.',
    'mci.envelope': 'Each message is one JSON object with event and data; times are numbers of ms.',
  },
  'mci, Connection Events': {
    'mci.ack': 'connection:ack tells connection id, server time and version.',
    'mci.connection-error': 'connection:error tells a code and what, why and how.',
    'mci.connection-closed': 'connection:closed tells a reason and a message before the end.',
    'mci.closed-reasons': 'Reasons are client_disconnect, server_shutdown, session_expired and error.',
  },
  'mci, Subscription Events': {
    'mci.subscribe': 'subscribe with channels is confirmed by subscribed with them and the time.',
    'mci.unsubscribe': 'unsubscribe is confirmed by unsubscribed with the channels and the time, and ends their data.',
  },
  'mci, Data Events': {
    'mci.positions-update':
      'positions:update has all open positions, with prices, P&L, percent and market value, and the time.',
    'mci.orders-update': 'orders:update tells an order and what happened to it.',
    'mci.order-types': 'What happened is new, partial_fill, filled, cancelled or rejected.',
    'mci.account-update':
      'account:update tells equity, cash, buying power, portfolio and P&L of day and in all with percent.',
    'mci.health-update': 'health:update tells loads in percent, latency and uptime in ms, last heartbeat and status.',
    'mci.market-update': 'market:update has every symbol of the watchlist with price, change, percent and volume.',
    'mci.activity-log': 'activity:log tells type, severity, message, details and time.',
    'mci.activity-words': 'The six activity types and the severities info, warning and error pass.',
  },
  'mci, Control Events': {
    'mci.heartbeat': 'heartbeat every 30 s tells server time and uptime of the connection in ms.',
    'mci.heartbeat-ack': 'heartbeat:ack is taken for life.',
    'mci.error': 'error tells a code and what, why and how.',
    'mci.reconnect': 'reconnect tells a reason, a delay in ms and a message.',
  },
  'mci, State Machine': {
    'mci.unsubscribe-all': 'Who unsubscribed from everything is connected, hears nothing and may subscribe again.',
  },
  'mci, Channel Definitions': {
    'mci.channels': 'The channels are positions, orders, account, health, market and activity.',
    'mci.positions-rate': 'positions go out at most once a second, and only when changed.',
    'mci.orders-rate': 'orders go out when they change.',
    'mci.account-rate': 'account goes out every 5 s.',
    'mci.health-rate': 'health goes out every 5 s.',
    'mci.market-rate': 'market goes out at most once a second.',
    'mci.activity-rate': 'activity goes out as it occurs.',
  },
  'mci, Error Codes': {
    'mci.error-codes':
      'Error codes are AUTH_REQUIRED, SESSION_EXPIRED, SUBSCRIPTION_ERROR, RATE_LIMITED and SERVER_ERROR.',
  },
  'rulings, mci': {
    'mci.ack-first': 'connection:ack goes first, and a subscribe that came earlier waits for it.',
    'mci.no-data-unasked': 'No data comes before a subscribe.',
    'mci.partly-wrong':
      'Of a partly wrong list the good channels are subscribed and one error names the rest; all wrong, only the error.',
    'mci.disconnect': 'disconnect is answered by connection:closed client_disconnect and close 1000.',
    'mci.positions-edge': 'A changed list of positions is sent whole, once it has settled for its second.',
    'mci.account-timestamp': 'Account and health come every 5 s also unchanged, with the time of sending.',
    'mci.market-watchlist': 'A market update has the whole watchlist, and comes only when changed.',
    'mci.orders-snapshot': 'On subscribe each active order is told by itself, as new or partial_fill by its status.',
    'mci.subscribe-again': 'Subscribing twice confirms the request’s channels again, without a second snapshot.',
    'mci.heartbeat-control':
      'A control ping goes beside each heartbeat, any frame counts, and 70 s of silence close with 4408.',
    'mci.expired-at-connect': 'A token that had expired at connect is connection:error SESSION_EXPIRED and close 4401.',
    'mci.expired-in-session': 'A token that expires in a session is connection:closed session_expired and close 4401.',
    'mci.drain':
      'A drain says reconnect with server_restart and 5,000 ms, then connection:closed server_shutdown, and spreads its closes.',
    'mci.terminal-errors': 'Auth errors are marked as final, transport errors as worth another try.',
  },
};

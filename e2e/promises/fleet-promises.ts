import type { PromiseTable } from './promise-table.ts';

/** What consoles built from the fleet page may count on. */
export const fleetPromises: PromiseTable = {
  'fleet, Connection': {
    'fleet.path': 'The console is reached at /api/ws, also on port 8000.',
    'fleet.tls': 'Where a certificate is given the console is reached by wss.',
    'fleet.token-in-url': 'A token is taken from ?token=.',
  },
  'fleet, Message Structure': {
    'fleet.envelope': 'Each message is one JSON object with type, data, and ts, an ISO time.',
  },
  'fleet, Message Types': {
    'fleet.connection': 'connection tells the status and whether it is by ws or polling.',
    'fleet.ping': 'The server sends ping with a timestamp in ms and takes pong for life.',
    'fleet.trades': 'trades tells a trade with bot, platform, price, total, fee, status, its result or null, and time.',
    'fleet.trade-words': 'A trade is a buy or a sell, and pending, filled, cancelled or failed.',
    'fleet.bots': 'bots tells a bot with status, modes, capital, P&L, trades, win rate from 0 to 1 and last trade.',
    'fleet.bot-words':
      'A bot is running, stopped, paused or in error; it trades paper or live; it is conservative, moderate or aggressive.',
    'fleet.balances': 'balances tells of a platform each asset free, locked and in all, and the value in ZAR.',
    'fleet.decisions':
      'decisions tells a decision with confidence from 0 to 1, reasons, market data, scores, sizing and stops.',
    'fleet.decision-words': 'A decision is buy, sell or hold.',
    'fleet.metrics':
      'metrics tells sums over all bots: P&L with percent, counts, win rate, exposure, risk level, uptime in s.',
    'fleet.whale': 'whale tells a large transfer with coin, platform, flow, amount, value in USD, signal and time.',
    'fleet.alerts': 'alerts tells an alert with severity, category, title, message and whether to act.',
    'fleet.alert-severities': 'Severities are info, warning, error and critical.',
    'fleet.system-health':
      'system_health tells status, uptime in s, loads in percent, connections, last trade and error rate.',
    'fleet.wallet':
      'wallet tells a deposit or withdrawal with asset, amount, address, transaction, confirmations and status.',
    'fleet.ai-tasks': 'ai_tasks tells a task with type, status, progress from 0 to 1, result and times.',
    'fleet.task-words': 'The six task types and the statuses queued, running, completed and failed pass.',
  },
  'fleet, Error Handling': {
    'fleet.error': 'error tells a code, a message and details.',
  },
  'fleet, Backend Implementation Notes': {
    'fleet.auth-first': 'A token is checked before anything is said; without a good one nothing is.',
    'fleet.own-data': 'A user gets only its own data.',
    'fleet.rate-limiting': 'A client that sends too often is told so and held back.',
    'fleet.heartbeat': 'A ping goes out every 30 s, and 10 s without an answer end the session.',
    'fleet.polling-fallback': 'What the WebSocket says can be polled instead.',
    'fleet.timestamps': 'Each message tells when, so that it can be ordered.',
  },
  'rulings, fleet': {
    'fleet.admin-all': 'An admin gets the data of all accounts, each message with its account in data.',
    'fleet.ping-shape': 'ping and pong have type and timestamp alone.',
    'fleet.greeting': 'On connect connection says connected and ws.',
    'fleet.control-pong':
      'A control pong keeps a client alive that never answers JSON pings; 10 s of silence close with 4408.',
    'fleet.poll': 'GET /api/ws/poll answers {cursor, recovered, messages} with the same messages, by since and types.',
    'fleet.poll-auth': 'Polls are let in like sessions.',
    'fleet.poll-greeting': 'A poll’s connection message says polling.',
    'fleet.poll-etag': 'A poll is answered 304 to the tag of the last answer while nothing is new.',
    'fleet.poll-wait': 'A poll with wait=25 waits for news so long.',
    'fleet.poll-snapshot': 'A poll without since gets the present values.',
    'fleet.poll-more': 'A poll holds at most 1,000 messages and says when there is more.',
    'fleet.client-states': 'The server never says disconnected, error or polling of a session: its client does.',
    'fleet.error-codes':
      'Error codes are INTERNAL_ERROR, UNAUTHORIZED, INVALID_MESSAGE, RATE_LIMITED and SLOW_CONSUMER.',
  },
};

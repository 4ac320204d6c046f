import type { PromiseTable } from './promise-table.ts';

/** What clients built from the QuantMindX page may count on. */
export const quantmindPromises: PromiseTable = {
  'quantmind, Endpoint': {
    'quantmind.path': 'The clients’ path is /ws, on port 8001, or on 8000 where carry is swapped with it.',
  },
  'quantmind, Connection': {
    'quantmind.no-greeting': 'A connection is accepted at once and nothing is said before the client asks.',
  },
  'quantmind, Client Messages': {
    'quantmind.subscribe': 'subscribe takes one topic and is answered by subscription_confirmed with it.',
    'quantmind.topics': 'The topics are backtest, trading and logs, and each hears its own messages alone.',
    'quantmind.ping': 'ping is answered by pong.',
  },
  'quantmind, Server Messages': {
    'quantmind.envelope':
      'Each message is one JSON object with type and data; times are ISO 8601 in UTC with milliseconds.',
    'quantmind.backtest-start': 'backtest_start tells id, variant, symbol, timeframe, first and last day, and when.',
    'quantmind.backtest-variants': 'Variants are vanilla, spiced, vanilla_full and spiced_full; timeframes M1 to D1.',
    'quantmind.backtest-progress':
      'backtest_progress tells percent done, status, bars done and in all, date, trades and P&L.',
    'quantmind.log-entry': 'log_entry tells level, message and where in the code, and of which backtest.',
    'quantmind.log-levels': 'Levels are INFO, WARNING, ERROR and DEBUG.',
    'quantmind.backtest-complete':
      'backtest_complete tells balance, trades, rates in percent, Sharpe ratio, seconds taken and free results.',
    'quantmind.backtest-error': 'backtest_error tells what went wrong, with details.',
    'quantmind.trading-update': 'trading_update tells a bot’s status and P&L.',
  },
  'quantmind, Client Implementation Examples': {
    'quantmind.order': 'A backtest is heard in order: its start, its progress and log, and its one end.',
    'quantmind.rest-start': 'A backtest that was started by REST is seen by who subscribed before.',
  },
  'quantmind, Error Handling': {
    'quantmind.reconnect': 'A client that comes back subscribes again and is served like any other.',
  },
  'quantmind, Security': {
    'quantmind.tls': 'Where a certificate is given clients connect by wss.',
    'quantmind.token': 'Beyond loopback a token is required; on loopback none is.',
    'quantmind.validation': 'Whatever a client sends is checked and does no harm.',
  },
  'rulings, quantmind': {
    'quantmind.unsubscribe': 'unsubscribe is answered by unsubscription_confirmed and ends what the topic brought.',
    'quantmind.error': 'An unknown topic or action is answered by an error in words, and never by a close.',
    'quantmind.log-topics': 'A log line of a backtest belongs to backtest, any other to logs.',
    'quantmind.log-critical': 'What is critical is an ERROR here.',
    'quantmind.late-subscriber':
      'A late subscriber gets start and last progress of each backtest that still runs, and nothing of finished ones.',
    'quantmind.one-backtest':
      'The topic backtest:<id> tells of one backtest, also of one that finished within the last hour.',
    'quantmind.drain-fin': 'A drain writes what is due and ends the connection by FIN, without a close frame.',
    'quantmind.backtests-rest': 'POST /api/backtests starts a backtest.',
  },
};

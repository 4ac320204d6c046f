import type { PromiseTable } from './promise-table.ts';

/** What frontends built from the Stable Cash & Carry page may count on. */
export const carryPromises: PromiseTable = {
  'carry, Features': {
    'carry.all-types': 'A session hears positions, equity, risk status and system log without asking.',
    'carry.disconnect': 'A client that goes away, gracefully or not, is cleared up and disturbs nobody.',
    'carry.nobody-connected': 'With nobody connected nothing is encoded, and history is kept.',
  },
  'carry, Architecture': {
    'carry.path': 'The frontend’s path is /ws on port 8000.',
  },
  'carry, Message Types': {
    'carry.envelope': 'Each message is one JSON object with type, an ISO timestamp, and data but in the greeting.',
    'carry.greeting-first': 'connection_established is the first message, with a text instead of data.',
    'carry.position-update':
      'position_update tells id, symbol, status and both legs, with P&L and funding, as decimal strings.',
    'carry.position-occasions': 'It is sent when a position is created, changed or closed.',
    'carry.equity-update': 'equity_update tells total, peak and current equity as decimal strings.',
    'carry.risk-status-update':
      'risk_status_update tells status, message, and drawdown and the day’s loss as positive fractions in strings.',
    'carry.risk-statuses': 'Risk statuses are soft_pause and hard_stop.',
    'carry.system-log': 'system_log tells level, module, message and the line’s own time.',
    'carry.log-levels': 'INFO, WARNING, ERROR and CRITICAL are broadcast, DEBUG never.',
  },
  'carry, Authentication': {
    'carry.token-in-url': 'A token is taken from ?token=.',
    'carry.optional-token': 'Where tokens are optional a missing one is accepted with a logged warning.',
    'carry.token-missing': 'Where a token is required and none came: 1008, “Authentication required”.',
    'carry.token-invalid': 'A bad or expired token, or one that names no user: 1008, “Invalid token”.',
  },
  'carry, Health Check': {
    'carry.health': '/health tells status, active connections and time.',
    'carry.root': '/ tells what the service is.',
  },
  'carry, CORS Configuration': {
    'carry.cors': 'Which pages may read by CORS is a list.',
  },
  'carry, Performance Considerations': {
    'carry.non-blocking': 'A reader that does not take its messages delays nobody.',
    'carry.failed-send': 'A send that fails for one client does not reach another.',
  },
  'rulings, carry': {
    'carry.greeting-text': 'The greeting’s text is configurable; its default is the page’s.',
    'carry.decimal-strings': 'Amounts are strings with every digit as published.',
    'carry.user-claim': 'The user is the claim user_id, else sub.',
    'carry.health-degraded': '/health answers 503 and degraded when not well.',
    'carry.risk-normal': 'normal is said when risk is over.',
    'carry.suppress-equal': 'Equal values of equity or a position in a row are said once.',
    'carry.no-recursion': 'A failed send makes no log message that is itself broadcast.',
    'carry.cors-and-origins': 'The list for CORS and that of origins for handshakes are two settings.',
  },
};

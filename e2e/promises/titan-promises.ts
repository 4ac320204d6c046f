import type { PromiseTable } from './promise-table.ts';

/** What consoles built from the Titan page may count on. */
export const titanPromises: PromiseTable = {
  'titan, Connection Details': {
    'titan.path': 'The console is reached at /ws/console, also on the page’s ports 3101 and 3002.',
    'titan.tls': 'Where a certificate is given the console is reached by wss.',
    'titan.no-auth': 'On loopback a session needs no token.',
  },
  'titan, Message Format': {
    'titan.envelope':
      'Each message is one JSON object with type, a timestamp in ms that is a number above 0, and data.',
  },
  'titan, Message Types': {
    'titan.equity-update':
      'EQUITY_UPDATE has equity, P&L of day and week with their percentages, total, high watermark and drawdown.',
    'titan.position-update':
      'POSITION_UPDATE has an action, a symbol and the whole position, whose own timestamp is an ISO time.',
    'titan.position-actions':
      'A position is OPENED, UPDATED, CLOSED or LIQUIDATED, and each beginning and end is told in order.',
    'titan.signal-notification':
      'SIGNAL_NOTIFICATION tells a signal, its prices, regime, confidence in percent and time of processing in ms.',
    'titan.signal-types': 'A signal is PREPARE, CONFIRM, ABORT or HEARTBEAT.',
    'titan.signal-statuses': 'A signal is PENDING, FILLED, REJECTED, CANCELLED or ERROR.',
    'titan.master-arm-change':
      'MASTER_ARM_CHANGE tells the new state, the one before, who changed it, why, and whether by itself.',
    'titan.circuit-breaker-update':
      'CIRCUIT_BREAKER_UPDATE tells state, reason, times in ms, the day’s drawdown in percent, losses and equity.',
    'titan.circuit-breaker-types': 'An active circuit breaker is SOFT or HARD.',
    'titan.config-change': 'CONFIG_CHANGE lists what was updated, with settings of their own, and the operator.',
    'titan.system-status-update': 'SYSTEM_STATUS_UPDATE tells a component’s status, the one before, and free details.',
    'titan.system-components': 'Components are broker, database, l2_cache, websocket and heartbeat.',
    'titan.emergency-flatten':
      'EMERGENCY_FLATTEN tells the action, how many positions were closed, each of them with its result, why and by whom.',
    'titan.performance-update':
      'PERFORMANCE_UPDATE tells the figures of a timeframe: rates, ratios, counts, averages and extremes.',
    'titan.phase-transition':
      'PHASE_TRANSITION tells both phases, equity, threshold, reason, the new risk in percent and the new leverage.',
  },
  'titan, Connection Management': {
    'titan.all-types': 'A new session hears all message types without asking.',
    'titan.disconnect': 'A session that ends, gracefully or not, leaves nothing behind.',
    'titan.reconnect': 'Who comes back is served like any other, with the present values first.',
  },
  'titan, Rate Limiting': {
    'titan.message-rate': 'A connection may send 200 messages in any 2 s; more are discarded.',
    'titan.connection-rate': 'An address may open 10 connections a minute; the eleventh is refused.',
  },
  'titan, Security Considerations': {
    'titan.origin': 'A handshake from a page of a foreign origin is refused.',
    'titan.validation': 'Whatever a client sends is checked and does no harm.',
    'titan.connections-per-address': 'An address may hold only so many connections at a time.',
    'titan.ping': 'Regular pings find connections that are dead.',
  },
  'titan, Performance Considerations': {
    'titan.coalescing': 'Of rapid updates of one thing the newest goes out, and none is lost that must arrive.',
    'titan.throttling': 'Updates of one thing are not sent more often than a console can paint.',
    'titan.compression':
      'Large messages go compressed to clients that offer permessage-deflate, and say the same as the plain ones.',
  },
  'rulings, titan': {
    'titan.auth-beyond-loopback': 'Beyond loopback a token is required.',
    'titan.no-greeting': 'There is no greeting: the first message is a present value or news.',
    'titan.types-filter': '?types= limits a session to the named message types.',
    'titan.outbound-budget':
      'Of states at most 200 go out in any 2 s, oldest key first; what must arrive always goes and uses the budget up.',
    'titan.outbound-budget-off': 'The outbound limit can be switched off for measurements.',
    'titan.subscribe':
      'SUBSCRIBE and UNSUBSCRIBE choose message types during a session; what else a client says is counted.',
    'titan.position-delta':
      'With ?delta=1 UPDATED has in position only symbol, side and what changed; all others get the whole object.',
    'titan.position-delta-whole':
      'A reader of deltas gets the whole object on OPENED, CLOSED, LIQUIDATED, on connect and every 30 s.',
    'titan.position-key': 'A position is known by symbol and side.',
    'titan.position-snapshot': 'Open positions come on connect as UPDATED and whole.',
    'titan.batch': 'With ?batch=1 a frame is a JSON array of messages; without it never.',
    'titan.forms-together': 'Filter, deltas and batches work together.',
    'titan.drawdown':
      'drawdown is an amount of zero or less; what a publisher says otherwise goes out as it is, and is counted.',
    'titan.heartbeat-signal': 'HEARTBEAT is a type of signal and keeps no connection alive.',
    'titan.circuit-breaker-inactive': 'The type of a circuit breaker is null while it is not active.',
  },
};

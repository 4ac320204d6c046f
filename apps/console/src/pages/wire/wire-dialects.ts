/** A message that a client may send. */
export interface WireCommand {
  readonly title: string;
  readonly message: object;
}

/** One dialect as a developer tries it. */
export interface WireDialect {
  readonly name: string;
  /** Messages to begin with, in the words of its PROTOCOL.md; none where its page has nothing to ask for. */
  readonly commands: readonly WireCommand[];
}

/** The dialects of a gateway; each is spoken at `/ws/<name>` of the listener that serves the page. */
export const wireDialects: readonly WireDialect[] = [
  {
    name: 'pitwall',
    commands: [
      { title: 'subscribe to all', message: { type: 'subscribe', id: 'r1' } },
      { title: 'subscribe to trades and orders', message: { type: 'subscribe', id: 'r1', kinds: ['trade', 'order'] } },
      { title: 'ping', message: { type: 'ping', echo: 1 } },
    ],
  },
  {
    name: 'titan',
    commands: [
      { title: 'only equity', message: { type: 'SUBSCRIBE', data: { types: ['EQUITY_UPDATE'] } } },
      { title: 'no positions', message: { type: 'UNSUBSCRIBE', data: { types: ['POSITION_UPDATE'] } } },
    ],
  },
  { name: 'carry', commands: [] },
  { name: 'fleet', commands: [{ title: 'ping', message: { type: 'ping' } }] },
  {
    name: 'mci',
    commands: [
      {
        title: 'subscribe to all channels',
        message: {
          event: 'subscribe',
          data: { channels: ['positions', 'orders', 'account', 'health', 'market', 'activity'] },
        },
      },
      { title: 'no market', message: { event: 'unsubscribe', data: { channels: ['market'] } } },
    ],
  },
  {
    name: 'quantmind',
    commands: [
      { title: 'subscribe to backtests', message: { action: 'subscribe', topic: 'backtest' } },
      { title: 'subscribe to trading', message: { action: 'subscribe', topic: 'trading' } },
      { title: 'subscribe to logs', message: { action: 'subscribe', topic: 'logs' } },
      { title: 'ping', message: { action: 'ping' } },
    ],
  },
];

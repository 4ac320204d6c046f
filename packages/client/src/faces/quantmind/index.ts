export { createBacktestClient } from './create-backtest-client.ts';
export type { QuantmindCommand, QuantmindMessage } from './messages.ts';
export { quantmindPolicy } from './quantmind-policy.ts';
export type { QuantmindPolicy } from './quantmind-policy.ts';
export { WebSocketClient } from './websocket-client.ts';
export type { Topic, WebSocketClientOptions } from './websocket-client.ts';

export { ConsoleWebSocket } from './console-websocket.ts';
export type { ConsoleOptions } from './console-websocket.ts';
export { MessageFilter } from './message-filter.ts';
export type { TitanType } from './message-filter.ts';
export type { TitanCommand, TitanMessage } from './messages.ts';
export { titanPolicy } from './titan-policy.ts';
export type { TitanPolicy } from './titan-policy.ts';
export { validateMessage } from './validate-message.ts';

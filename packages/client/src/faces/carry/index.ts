export { carryPolicy, createCarryClient } from './carry-client.ts';
export type { CarryClient, CarryOptions } from './carry-client.ts';
export type { CarryCommand, CarryMessage } from './messages.ts';

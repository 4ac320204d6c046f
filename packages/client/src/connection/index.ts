export { ClientError, clientErrors } from '../client-error.ts';
export type { ClientErrorCode, ClientErrorDetails } from '../client-error.ts';
export type * from '../ports.ts';
export { exponentialBackoff } from './backoff.ts';
export type { Backoff, BackoffOptions } from './backoff.ts';
export type * from './connection-contract.ts';
export { connectionTable } from './connection-table.ts';
export type { ConnectionInput, ConnectionState } from './connection-table.ts';

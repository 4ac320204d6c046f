export { ClientError, clientErrors } from './client-error.ts';
export type { ClientErrorCode, ClientErrorDetails } from './client-error.ts';
export type * from './contract.ts';
export { sharedAccount } from './fact.ts';
export type * from './fact.ts';
export type * from './facts/vocabulary.ts';
export type { ChannelKinds, KindData } from './facts/kind-data.ts';

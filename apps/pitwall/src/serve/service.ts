import type { GatewayAddresses } from '@pitwall/gateway';

/** Something that runs until it is stopped. */
export interface Service {
  readonly addresses: GatewayAddresses;
  /** Reads again what may have been renewed, on SIGHUP. @default nothing: SIGHUP ends it */
  readonly reload?: () => Promise<void>;
  /** Where the log is, for people. */
  readonly log: string;
  /** Resolves when something broke that only a new start mends. @default never */
  readonly broken?: Promise<Error>;
  /** Lets everybody finish, within the time that is allowed. */
  drain(): Promise<void>;
  /** Ends at once. */
  stop(): Promise<void>;
}

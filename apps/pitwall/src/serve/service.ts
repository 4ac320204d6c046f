import type { GatewayAddresses } from '@pitwall/gateway';

/** Something that runs until it is stopped. */
export interface Service {
  readonly addresses: GatewayAddresses;
  /** Reads again what may have been renewed, on SIGHUP. @default nothing: SIGHUP ends it */
  readonly reload?: () => Promise<void>;
  /** Lets everybody finish, within the time that is allowed. */
  drain(): Promise<void>;
  /** Ends at once. */
  stop(): Promise<void>;
}

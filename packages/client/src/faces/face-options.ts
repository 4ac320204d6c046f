import type { Backoff } from '../connection/backoff.ts';
import type { ConnectionStatus } from '../connection/connection-contract.ts';

/** What every face can be told. */
export interface FaceOptions {
  /** A token, shown as `?token=`: browsers can set no headers for a WebSocket. @default none, or the one in the address */
  readonly token?: string;
  /** Gives a token for each attempt to connect, so that it is always fresh. Used instead of `token`. */
  readonly getToken?: () => string | Promise<string>;
  /** One account of those that the token may see. @default the gateway's choice */
  readonly account?: string;
  /**
   * Asks for cursors (`?resume=1`), and after a lost connection for what was missed (`?since=`). A server that knows neither
   * ignores both. `false` connects as the page's own client does, and what happens meanwhile is missed.
   * @default true
   */
  readonly resume?: boolean;
  /** When to come back after a lost connection. @default the page's own policy */
  readonly backoff?: Backoff;
}

/** Hears how a connection fares. */
export type StatusListener = (status: ConnectionStatus) => void;

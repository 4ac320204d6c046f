import type { Address } from './address.ts';
import type { ConnectOptions } from './client-options.ts';
import type { Backoff } from './connection/backoff.ts';
import type { HeartbeatPromise, Receipt, Stop } from './contract.ts';
import type { Draft } from './fact.ts';
import type { Ports } from './ports.ts';
import type { FaultReport } from './reading/report-fault.ts';
import type { Tokens } from './tokens.ts';
import type { FallbackWay, WayPort } from './way.ts';

/** What an extension may use of its client. */
export interface ExtensionParts {
  readonly address: Address;
  readonly options: ConnectOptions;
  readonly tokens: Tokens;
  readonly ports: Ports;
  readonly backoff: Backoff;
  readonly report: FaultReport;
}

/** Publishing as a client offers it. */
export interface Publishing {
  publish(draft: Draft): Promise<Receipt>;
  flush(): Promise<void>;
  heartbeat(promise: HeartbeatPromise): Stop;
  /** Says goodbye for the sources. Resolves when that was sent, or could not be. */
  farewell(): Promise<void>;
  close(): void;
}

/**
 * What a client has beyond watching over a WebSocket. `connect` has all of it; `connectCore` what it is given, so that a page
 * that needs less loads less.
 */
export interface Extensions {
  /** Reads over HTTP while no WebSocket comes about. */
  readonly fallback?: (parts: ExtensionParts, port: WayPort) => FallbackWay;
  readonly publishing?: (parts: ExtensionParts) => Publishing;
  /** Gets tickets, for `tokenVia: 'ticket'`. */
  readonly tickets?: (parts: ExtensionParts) => () => Promise<string>;
}

import type { ClientError } from '../client-error.ts';
import type { Ports, SocketEnd } from '../ports.ts';
import type { Backoff } from './backoff.ts';
import type { ConnectionState } from './connection-table.ts';

/** What the end of a socket means: come back (not before `retryAfterMs`), or end for good. */
export type Verdict =
  | { readonly retry: true; readonly retryAfterMs?: number; readonly why?: ClientError }
  | { readonly retry: false; readonly why: ClientError };

/** Where a connection stands, and why. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Attempts since the last stable connection; 0 before the first. */
  readonly attempt: number;
  /** When the next attempt is due, by the wall clock; in `waiting` and `offline`. */
  readonly retryAtMs?: number;
  /** Why the last socket ended or could not be had; kept until a connection is live again. */
  readonly why?: ClientError;
}

/** How a connection behaves. All but the address has a default. */
export interface ConnectionOptions {
  /** The address of each attempt, asked for anew so that tokens are fresh. A rejection counts as a lost attempt unless it is a `ClientError` with `retry: false`. */
  readonly url: () => string | Promise<string>;
  /** WebSocket subprotocols to offer. @default none */
  readonly protocols?: readonly string[];
  /** @default exponentialBackoff() */
  readonly backoff?: Backoff;
  /** How long a connection must have been welcomed before its attempts count from 1 again. @default 10,000 ms: else a server that closes each reader after its welcome is hammered */
  readonly stableAfterMs?: number;
  /** How long a socket may take to open. @default 10,000 ms */
  readonly openTimeoutMs?: number;
  /** How long the server may take to say its first words. @default 10,000 ms */
  readonly greetingTimeoutMs?: number;
  /** How long nothing may come before the server is asked for a sign of life; {@link Connection.expectFrames} changes it. @default never: there is no watchdog */
  readonly silentAfterMs?: number;
  /** How long the answer to that may take; then the socket is mute and replaced. @default 5,000 ms */
  readonly probeTimeoutMs?: number;
  /** How often to try although the platform says that there is no network. @default 60,000 ms */
  readonly offlineRetryMs?: number;
  /** What a close means. @default judgeClose: the table of docs/close-codes.md */
  readonly judge?: (end: SocketEnd) => Verdict;
}

/** What a connection tells the protocol that it carries. None of these may throw. */
export interface ConnectionHandlers {
  /** A socket is open: say hello, if it is for the client to do. */
  readonly opened?: () => void;
  /** A text came. Call {@link Connection.welcomed} when it was the server's first word. */
  readonly message: (text: string) => void;
  /** Nothing came for too long, or the computer slept: send something that is answered. Without it, silence is an end at once. */
  readonly probe?: () => void;
  /** The socket that was open is gone: forget what it was told. */
  readonly lost?: () => void;
  /** The state changed. */
  readonly changed?: (status: ConnectionStatus) => void;
}

/** What a connection works with. */
export type ConnectionPorts = Pick<Ports, 'clock' | 'random' | 'surroundings'> & {
  readonly sockets: NonNullable<Ports['sockets']>;
};

/** A WebSocket that comes back. It knows no protocol: its owner says when it is welcomed, complete, or judged. */
export interface Connection {
  readonly status: ConnectionStatus;
  /** Begins, also again after `closed` and `failed`. */
  start(): void;
  /** Ends for good: no timer, no socket, no listener stays. @param code default 1000 */
  stop(code?: number, reason?: string): void;
  /** Sends to the open socket. False when there is none, and nothing was sent: nothing is queued here. */
  send(text: string): boolean;
  /** The server said its first words. */
  welcomed(): void;
  /** Everything asked for is complete. */
  caughtUp(): void;
  /** Something asked for is not complete any more. */
  fellBehind(): void;
  /** From now on a frame is expected at least this often, in ms: what a welcome promises plus a grace. */
  expectFrames(silentAfterMs: number): void;
  /** The server said how it will end, before the close that may say less: this verdict counts for the next end. */
  foretell(verdict: Verdict): void;
  /** Makes the next attempt now, where one waits for its time; none before the server said that it wants it. */
  retryNow(): void;
  /** Replaces the socket now. The attempt counts as lost for this reason. */
  replace(verdict: Verdict): void;
}

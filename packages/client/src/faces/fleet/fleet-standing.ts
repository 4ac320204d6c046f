import type { Clock } from '../../ports.ts';
import type { MessageOf } from '../message-of.ts';
import type { FleetMessage } from './messages.ts';

type ConnectionMessage = MessageOf<FleetMessage, 'connection'>;

/** How a client stands to its server, in the page's words. */
export interface FleetStatus {
  readonly status: ConnectionMessage['data']['status'];
  readonly mode: ConnectionMessage['data']['mode'];
  /** Whether `status` is `connected`. */
  readonly connected: boolean;
}

/**
 * How the client stands, told as `connection` messages. The server says only that somebody is connected; that nobody is, or that
 * polls are made, is for the client to say, once for each change.
 */
export class FleetStanding {
  readonly #clock: Clock;
  readonly #tell: (message: ConnectionMessage) => void;
  #status: FleetStatus = { status: 'disconnected', mode: 'ws', connected: false };

  constructor(clock: Clock, tell: (message: ConnectionMessage) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  get status(): FleetStatus {
    return this.#status;
  }

  /** The client knows it by itself. */
  become(status: FleetStatus['status'], mode: FleetStatus['mode']): void {
    this.heard({ type: 'connection', data: { status, mode }, ts: new Date(this.#clock.now()).toISOString() });
  }

  /** The server said it, or the client as the server would. */
  heard(message: ConnectionMessage): void {
    const { status, mode } = message.data;
    if (status === this.#status.status && mode === this.#status.mode) return;
    this.#status = { status, mode, connected: status === 'connected' };
    this.#tell(message);
  }
}

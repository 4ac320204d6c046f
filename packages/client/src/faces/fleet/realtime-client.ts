import type { ConnectionStatus } from '../../connection/connection-contract.ts';
import { platformPorts } from '../../platform.ts';
import type { Ports } from '../../ports.ts';
import type { FaceOptions, StatusListener } from '../face-options.ts';
import { Listeners } from '../listeners.ts';
import type { Stop } from '../listeners.ts';
import { isOfType } from '../message-of.ts';
import type { MessageOf, Stamped } from '../message-of.ts';
import { throwLater } from '../page-connection.ts';
import { fleetPolicy } from './fleet-policy.ts';
import type { FleetPolicy } from './fleet-policy.ts';
import type { FleetStatus } from './fleet-standing.ts';
import type { FleetMessage } from './messages.ts';
import { pageAddress } from './page-address.ts';
import { RealtimeSession } from './realtime-session.ts';

/** How a fleet client connects. */
export interface RealtimeOptions extends FaceOptions, Partial<FleetPolicy> {
  /** The WebSocket's address. @default `/api/ws` of the server that this page came from */
  readonly url?: string;
  /** Whether to poll where no WebSocket gets through. @default true */
  readonly polling?: boolean;
}

/** The types that carry data, which listeners hear. */
export type FleetType = Extract<FleetMessage, { readonly data: unknown }>['type'];

type Told = Extract<FleetMessage, { readonly data: unknown }>;

/** A message with data, of one type. */
export type FleetFact<Type extends FleetType> = Stamped<MessageOf<Told, Type>>;

const offStatus: FleetStatus = { status: 'disconnected', mode: 'ws', connected: false };

/**
 * The client of the fleet page: it connects with a token, hands each listener the data of its type, comes back, polls where no
 * WebSocket gets through, and tells itself `connection` messages for what no server can tell.
 */
export class RealtimeClient {
  readonly #options: RealtimeOptions;
  readonly #ports: Ports;
  readonly #listeners: Listeners<Told>;
  readonly #statusListeners: Listeners<ConnectionStatus>;
  #session: RealtimeSession | undefined;

  constructor(options: RealtimeOptions, ports: Ports) {
    this.#options = options;
    this.#ports = ports;
    this.#listeners = new Listeners(throwLater(ports));
    this.#statusListeners = new Listeners(throwLater(ports));
  }

  /**
   * Connects as whom the token names; a connection that is there is replaced and goes on where it was, so that this also brings in a
   * fresh token. Throws a `ClientError` where neither `url` nor a page tells the address.
   */
  connect(token?: string | null, where: { readonly url?: string } = {}): void {
    const url = where.url ?? this.#options.url ?? pageAddress();
    const cursor = this.#session?.cursor;
    this.#session?.end();
    const { token: given, ...options } = this.#options;
    const shown = token ?? given;
    this.#session = new RealtimeSession(
      url,
      { ...fleetPolicy, ...options, ...(shown === undefined ? {} : { token: shown }) },
      {
        ports: this.#ports,
        cursor,
        tell: (message) => this.#listeners.tell(message.type, message),
        changed: (status) => this.#statusListeners.tell('status', status),
      },
    );
    this.#session.start();
  }

  /** Hears the data of messages of one type, and the message around it. */
  on<Type extends FleetType>(
    type: Type,
    listener: (data: FleetFact<Type>['data'], message: FleetFact<Type>) => void,
  ): Stop {
    return this.#listeners.add(type, (message) => {
      if (!isOfType<Told, Type>(message, type)) return;
      const fact: FleetFact<Type> = message;
      listener(dataOf(fact), fact);
    });
  }

  /** Whether it is connected, by which way, and the page's word for it. */
  getStatus(): FleetStatus {
    return this.#session?.fleetStatus ?? offStatus;
  }

  /** What stands behind the WebSocket: attempts, the time of the next one, and why the last one ended. */
  get status(): ConnectionStatus {
    return this.#session?.status ?? { state: 'idle', attempt: 0 };
  }

  /** Hears each change of {@link status}, with the time of the next attempt. */
  onStatus(listener: StatusListener): Stop {
    return this.#statusListeners.add('status', listener);
  }

  /** Replaces the token of the open connection, and that of later ones. False where there was none to send it through. */
  authenticate(token: string): boolean {
    return this.#session?.authenticate(token) ?? false;
  }

  /** Ends it and forgets its place: whoever connects next begins with the present values. */
  disconnect(): void {
    const session = this.#session;
    this.#session = undefined;
    session?.end();
  }
}

const dataOf = <Message extends { readonly data: unknown }>(message: Message): Message['data'] => message.data;

/** Makes a fleet client, as {@link realtimeClient} is one, with options of its own. */
export const createRealtimeClient = (options: RealtimeOptions = {}, ports: Ports = platformPorts()): RealtimeClient =>
  new RealtimeClient(options, ports);

import { ClientError } from '../../client-error.ts';
import type { ConnectionStatus } from '../../connection/connection-contract.ts';
import { platformPorts } from '../../platform.ts';
import type { Ports } from '../../ports.ts';
import type { FaceOptions, StatusListener } from '../face-options.ts';
import { Listeners } from '../listeners.ts';
import type { Stop } from '../listeners.ts';
import { isOfType } from '../message-of.ts';
import type { MessageOf, Stamped } from '../message-of.ts';
import { PageConnection, throwLater } from '../page-connection.ts';
import { isNamed } from '../read-message.ts';
import { LateListeners } from './late-listeners.ts';
import type { QuantmindMessage } from './messages.ts';
import { quantmindBackoff, quantmindPolicy } from './quantmind-policy.ts';
import type { QuantmindPolicy } from './quantmind-policy.ts';
import { Subscriptions } from './subscriptions.ts';

/** How a quantmind client connects. */
export interface WebSocketClientOptions extends FaceOptions, Partial<QuantmindPolicy> {
  /** How long nothing may come, in ms, before the client sends a ping. @default 30,000 ms: the page asks for few pings */
  readonly pingAfterMs?: number;
  /** How long the pong may take, in ms, before the connection is replaced. @default 10,000 ms */
  readonly pongTimeoutMs?: number;
  /** How long a confirmation may take, in ms. @default 10,000 ms: as long as a socket may take to open */
  readonly confirmTimeoutMs?: number;
}

/** A topic of the page, or `backtest:<id>` for one backtest. */
export type Topic = 'backtest' | 'trading' | 'logs' | `backtest:${string}`;

const defaults = { ...quantmindPolicy, pingAfterMs: 30_000, pongTimeoutMs: 10_000, confirmTimeoutMs: 10_000 };

const isQuantmindMessage = (value: unknown): value is QuantmindMessage => isNamed(value, 'type');

/** A client of the quantmind page. Its topics and listeners outlive its connections. */
export class WebSocketClient {
  readonly #listeners: Listeners<QuantmindMessage>;
  readonly #late: LateListeners<QuantmindMessage>;
  readonly #page: PageConnection<QuantmindMessage>;
  readonly #subscriptions: Subscriptions;

  /** `url` is that of the socket, or of its web server, whose `/ws` is then meant. */
  constructor(url: string, options: WebSocketClientOptions = {}, ports: Ports = platformPorts()) {
    const { pingAfterMs, pongTimeoutMs, confirmTimeoutMs, ...policy } = { ...defaults, ...options };
    const { clock } = ports;
    this.#listeners = new Listeners(throwLater(ports));
    this.#late = new LateListeners(clock, (message) => this.#listeners.tell(message.type, message));
    const traits = {
      nameField: 'type',
      isMessage: isQuantmindMessage,
      path: '/ws',
      backoff: quantmindBackoff(policy),
      stableAfterMs: 0,
      greets: false,
      silentAfterMs: pingAfterMs,
      probeTimeoutMs: pongTimeoutMs,
    } as const;
    const handlers = {
      ready: () => this.#subscriptions.renew(),
      hearsAll: () => this.#subscriptions.areConfirmed,
      heard: (message: QuantmindMessage) => this.#heard(message),
      probe: () => void this.#page.send({ action: 'ping' }),
      changed: (status: ConnectionStatus) => this.#changed(status),
    };
    this.#page = new PageConnection<QuantmindMessage>({ url, traits }, options, { ports, handlers });
    this.#subscriptions = new Subscriptions({ clock, confirmTimeoutMs, send: (command) => this.#page.send(command) });
  }

  /** Where the connection stands, and why. */
  get status(): ConnectionStatus {
    return this.#page.status;
  }

  /** Connects, and again after it has ended. */
  connect(): void {
    this.#page.start();
  }

  /**
   * Subscribes to a topic, now and after each connection that is lost. Resolves when the server confirmed it; rejects with a
   * `ClientError` when the topic is refused or no connection will come.
   */
  subscribe(topic: Topic): Promise<void> {
    return this.#subscriptions.add(topic);
  }

  /** Ends a topic, which Pitwall understands and the page's own server does not know. */
  unsubscribe(topic: Topic): void {
    this.#subscriptions.remove(topic);
  }

  /** Hears messages of one type. */
  on<Type extends QuantmindMessage['type']>(
    type: Type,
    listener: (message: Stamped<MessageOf<QuantmindMessage, Type>>) => void,
  ): Stop {
    return this.#listeners.add(type, (message) => {
      if (isOfType(message, type)) listener(message);
    });
  }

  /** Hears each change of {@link status}. */
  onStatus(listener: StatusListener): Stop {
    return this.#page.onStatus(listener);
  }

  /** Replaces the token of the open connection, and that of later ones. False where there was none to send it through. */
  authenticate(token: string): boolean {
    this.#page.retoken(token);
    return this.#page.send({ action: 'auth', token });
  }

  /** Ends it: no attempt follows. */
  disconnect(): void {
    this.#page.stop();
  }

  #heard(message: QuantmindMessage): void {
    if (message.type === 'subscription_confirmed') {
      this.#late.expect();
      this.#subscriptions.confirmed(message.topic);
    }
    if (message.type === 'error') this.#subscriptions.refused(message.error);
    this.#late.take(message);
  }

  #changed({ state, why }: ConnectionStatus): void {
    if (state === 'waiting' || state === 'offline') this.#subscriptions.suspend();
    if (state === 'failed') this.#subscriptions.end(why ?? new ClientError('GAVE_UP', 'The connection failed'));
    if (state === 'closed') this.#subscriptions.end(new ClientError('CLOSED', 'The client was disconnected'));
  }
}

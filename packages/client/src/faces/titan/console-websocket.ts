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
import type { TitanType } from './message-filter.ts';
import type { TitanMessage } from './messages.ts';
import { titanBackoff, titanPolicy } from './titan-policy.ts';
import type { TitanPolicy } from './titan-policy.ts';

/** How a titan console connects. */
export interface ConsoleOptions extends FaceOptions, Partial<TitanPolicy> {
  /** Only these types are sent (`?types=`). @default all, as on the page */
  readonly types?: readonly TitanType[];
  /**
   * How long nothing may come, in ms, before the connection counts as mute and is replaced; it is noticed within twice that. The
   * page has no word that a server must answer, so only a desk that is known to publish steadily can be watched.
   * @default never
   */
  readonly silentAfterMs?: number;
}

const isTitanMessage = (value: unknown): value is TitanMessage => isNamed(value, 'type');

/**
 * The console connection of the titan page: it connects when it is made, comes back by the page's policy, and gives each message to
 * {@link handleMessage}, which a subclass may replace, or to listeners.
 */
export class ConsoleWebSocket {
  /** The address as it was given; the path of the page where it names none. */
  readonly url: string;
  readonly reconnectInterval: number;
  readonly maxReconnectInterval: number;
  readonly maxReconnectAttempts: number;
  readonly #listeners: Listeners<TitanMessage>;
  readonly #page: PageConnection<TitanMessage>;

  /** Connects at once. `url` is that of the socket, or of its web server, whose `/ws/console` is then meant. */
  constructor(url: string, options: ConsoleOptions = {}, ports: Ports = platformPorts()) {
    const policy = { ...titanPolicy, ...options };
    const { types, silentAfterMs } = options;
    this.url = url;
    this.reconnectInterval = policy.reconnectIntervalMs;
    this.maxReconnectInterval = policy.maxReconnectIntervalMs;
    this.maxReconnectAttempts = policy.maxReconnectAttempts;
    const report = throwLater(ports);
    this.#listeners = new Listeners(report);
    const traits = {
      nameField: 'type',
      isMessage: isTitanMessage,
      path: '/ws/console',
      backoff: titanBackoff(policy),
      stableAfterMs: 0,
      greets: false,
      ...(silentAfterMs === undefined ? {} : { silentAfterMs, probeTimeoutMs: silentAfterMs }),
    } as const;
    const handlers = {
      heard: (message: TitanMessage) => {
        try {
          this.handleMessage(message);
        } catch (error) {
          report(error);
        }
      },
      probe: () => undefined,
      query: () => (types === undefined ? {} : { types: types.join(',') }),
    };
    this.#page = new PageConnection<TitanMessage>({ url, traits }, options, { ports, handlers });
    this.connect();
  }

  /** Where the connection stands, and why. */
  get status(): ConnectionStatus {
    return this.#page.status;
  }

  /** Attempts to come back since it was connected last; 0 while it is connected. */
  get reconnectAttempts(): number {
    const { state, attempt } = this.status;
    return state === 'live' || attempt === 0 ? 0 : attempt - 1;
  }

  /** Connects again after it has ended: by {@link close}, for good, or because no attempt was left. */
  connect(): void {
    this.#page.start();
  }

  /** Ends it: no attempt follows. */
  close(): void {
    this.#page.stop();
  }

  /** Each message comes here. This one gives it to the listeners of its type. */
  handleMessage(message: TitanMessage): void {
    this.#listeners.tell(message.type, message);
  }

  /** Hears messages of one type. */
  on<Type extends TitanType>(type: Type, listener: (message: Stamped<MessageOf<TitanMessage, Type>>) => void): Stop {
    return this.#listeners.add(type, (message) => {
      if (isOfType(message, type)) listener(message);
    });
  }

  /** Hears each change of {@link status}, for the words “connected”, “reconnecting” and “disconnected” on a console. */
  onStatus(listener: StatusListener): Stop {
    return this.#page.onStatus(listener);
  }

  /** Replaces the token of the open connection, and that of later ones. False where there was none to send it through. */
  authenticate(token: string): boolean {
    this.#page.retoken(token);
    return this.#page.send({ type: 'auth', data: { token } });
  }
}

import { exponentialBackoff } from '../../connection/backoff.ts';
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
import type { CarryMessage } from './messages.ts';

/** How a carry client connects. */
export interface CarryOptions extends FaceOptions {
  /**
   * How long nothing may come, in ms, before the connection counts as mute and is replaced; it is noticed within twice that. The
   * page has no word that a server must answer, so only a desk that is known to publish steadily can be watched.
   * @default never
   */
  readonly silentAfterMs?: number;
}

/** The page leaves coming back to its reader: growing waits with chance, so that not all consoles come back at once. */
export const carryPolicy = { firstDelayMs: 1_000, maxDelayMs: 30_000 } as const;

const isCarryMessage = (value: unknown): value is CarryMessage => isNamed(value, 'type');

/** A client of the carry page. */
export class CarryClient {
  readonly #listeners: Listeners<CarryMessage>;
  readonly #page: PageConnection<CarryMessage>;

  /** Connects at once, as the page's example does. */
  constructor(url: string, options: CarryOptions, ports: Ports) {
    const { silentAfterMs } = options;
    this.#listeners = new Listeners(throwLater(ports));
    const traits = {
      nameField: 'type',
      isMessage: isCarryMessage,
      path: '/ws',
      backoff: exponentialBackoff(carryPolicy),
      stableAfterMs: 10_000,
      greets: true,
      ...(silentAfterMs === undefined ? {} : { silentAfterMs, probeTimeoutMs: silentAfterMs }),
    } as const;
    const handlers = { heard: (message: CarryMessage) => this.#heard(message), probe: () => undefined };
    this.#page = new PageConnection<CarryMessage>({ url, traits }, options, { ports, handlers });
    this.#page.start();
  }

  /** Where the connection stands, and why. */
  get status(): ConnectionStatus {
    return this.#page.status;
  }

  /** Connects again after it has ended. */
  connect(): void {
    this.#page.start();
  }

  /** Hears messages of one type. Amounts in them are decimal strings with every digit. */
  on<Type extends CarryMessage['type']>(
    type: Type,
    listener: (message: Stamped<MessageOf<CarryMessage, Type>>) => void,
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
    return this.#page.send({ type: 'auth', data: { token } });
  }

  /** Ends it: no attempt follows. */
  disconnect(): void {
    this.#page.stop();
  }

  #heard(message: CarryMessage): void {
    if (message.type === 'connection_established') this.#page.welcomed();
    this.#listeners.tell(message.type, message);
  }
}

/** Connects to the carry page's server: `createCarryClient('ws://localhost:8000/ws', { token })`. */
export const createCarryClient = (
  url: string,
  options: CarryOptions = {},
  ports: Ports = platformPorts(),
): CarryClient => new CarryClient(url, options, ports);

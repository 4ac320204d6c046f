import type { ConnectionStatus } from '../../connection/connection-contract.ts';
import { platformPorts } from '../../platform.ts';
import type { Clock, Ports, Timer } from '../../ports.ts';
import type { FaceOptions, StatusListener } from '../face-options.ts';
import { Listeners } from '../listeners.ts';
import type { Stop } from '../listeners.ts';
import { isOfEvent } from '../message-of.ts';
import type { EventOf, Stamped } from '../message-of.ts';
import { PageConnection, throwLater } from '../page-connection.ts';
import { isNamed } from '../read-message.ts';
import { WantedChannels } from './mci-channels.ts';
import type { MciChannel } from './mci-channels.ts';
import { MciMachine } from './mci-machine.ts';
import type { MciChange } from './mci-machine.ts';
import { mciBackoff, mciPolicy } from './mci-policy.ts';
import type { MciPolicy } from './mci-policy.ts';
import { MciSession } from './mci-session.ts';
import type { MciState } from './mci-states.ts';
import type { MciMessage } from './messages.ts';

/** How an MCI client connects. */
export interface MciOptions extends FaceOptions, Partial<MciPolicy> {
  /** Channels to subscribe to on each connection. @default none; see {@link MciClient.subscribe} */
  readonly channels?: readonly MciChannel[];
  /** How long nothing may come, in ms, before the connection is replaced. @default 70,000 ms: two heartbeats and a grace */
  readonly silentAfterMs?: number;
  /** How long the server may take to say goodbye, in ms. @default 2,000 ms: nobody waits longer for a page to close */
  readonly goodbyeTimeoutMs?: number;
}

const defaults = { ...mciPolicy, channels: [], silentAfterMs: 70_000, goodbyeTimeoutMs: 2_000 };

const isMciMessage = (value: unknown): value is MciMessage => isNamed(value, 'event');

/** A client of the MCI page, with its state machine. Channels and listeners outlive connections. */
export class MciClient {
  readonly #clock: Clock;
  readonly #goodbyeTimeoutMs: number;
  readonly #listeners: Listeners<MciMessage>;
  readonly #changes: Listeners<MciChange>;
  readonly #channels: WantedChannels;
  readonly #machine: MciMachine;
  readonly #page: PageConnection<MciMessage>;
  readonly #session: MciSession;
  /** Set while the server is given time for its goodbye. */
  #leaving: Timer | undefined;

  constructor(url: string, options: MciOptions, ports: Ports) {
    const { channels, silentAfterMs, goodbyeTimeoutMs, ...policy } = { ...defaults, ...options };
    const report = throwLater(ports);
    this.#clock = ports.clock;
    this.#goodbyeTimeoutMs = goodbyeTimeoutMs;
    this.#listeners = new Listeners(report);
    this.#changes = new Listeners(report);
    this.#channels = new WantedChannels(channels);
    this.#machine = new MciMachine((change) => this.#changes.tell('change', change));
    const traits = {
      nameField: 'event',
      isMessage: isMciMessage,
      path: '/telemetry',
      backoff: mciBackoff(policy),
      stableAfterMs: 0,
      greets: true,
      silentAfterMs,
    } as const;
    const handlers = {
      ready: () => this.#session.ready(),
      heard: (message: MciMessage) => this.#heard(message),
      changed: (status: ConnectionStatus) => this.#changed(status),
    };
    this.#page = new PageConnection<MciMessage>({ url, traits }, options, { ports, handlers });
    this.#session = new MciSession({
      clock: ports.clock,
      page: this.#page,
      machine: this.#machine,
      channels: this.#channels,
      getToken: options.getToken,
    });
  }

  /** One of the page's six states. */
  get state(): MciState {
    return this.#machine.state;
  }

  /** What stands behind the state: attempts, the time of the next one, and why the last connection ended. */
  get status(): ConnectionStatus {
    return this.#page.status;
  }

  /** Connects, and again after it has ended. */
  connect(): void {
    if (this.#leaving !== undefined) this.#leave();
    this.#page.start();
  }

  /** Subscribes to channels, now and on each later connection. */
  subscribe(channels: readonly MciChannel[]): void {
    this.#channels.want(channels);
    this.#session.say({ event: 'subscribe', data: { channels: [...channels] } });
  }

  /** Ends subscriptions; all when no channel is named. */
  unsubscribe(channels: readonly MciChannel[] = []): void {
    const given = this.#channels.unwant(channels);
    if (given.length > 0) this.#session.say({ event: 'unsubscribe', data: { channels: [...given] } });
  }

  /** Ends in order: the server is told, and its `connection:closed` is still heard. No attempt follows. */
  disconnect(): void {
    if (this.#leaving !== undefined) return;
    this.#machine.step('disconnect');
    if (this.#session.say({ event: 'disconnect' })) {
      this.#leaving = this.#clock.after(this.#goodbyeTimeoutMs, () => this.#leave());
    } else this.#leave();
  }

  /** Hears messages of one event. */
  on<Event extends MciMessage['event']>(
    event: Event,
    listener: (message: Stamped<EventOf<MciMessage, Event>>) => void,
  ): Stop {
    return this.#listeners.add(event, (message) => {
      if (isOfEvent(message, event)) listener(message);
    });
  }

  /** Hears each change of {@link state}. */
  onState(listener: (change: MciChange) => void): Stop {
    return this.#changes.add('change', listener);
  }

  /** Hears each change of {@link status}. After the last attempt `why` is `GAVE_UP`: show it, as the page says. */
  onStatus(listener: StatusListener): Stop {
    return this.#page.onStatus(listener);
  }

  /** Replaces the token of the open connection, and that of later ones. False where there was none to send it through. */
  authenticate(token: string): boolean {
    this.#page.retoken(token);
    return this.#session.say({ event: 'auth', data: { token } });
  }

  #heard(message: MciMessage): void {
    if (this.#leaving === undefined) this.#session.heard(message);
    else if (message.event !== 'connection:closed') return;
    else this.#leave();
    this.#listeners.tell(message.event, message);
  }

  #changed(status: ConnectionStatus): void {
    this.#session.changed(status);
    const hasEnded = status.state === 'waiting' || status.state === 'offline' || status.state === 'failed';
    if (this.#leaving !== undefined && hasEnded) this.#leave();
  }

  #leave(): void {
    this.#leaving?.cancel();
    this.#leaving = undefined;
    this.#page.stop();
  }
}

/** Makes a client of the MCI page's server: `createMciClient('wss://mci.local/telemetry', { channels })`; then {@link MciClient.connect}. */
export const createMciClient = (url: string, options: MciOptions = {}, ports: Ports = platformPorts()): MciClient =>
  new MciClient(url, options, ports);

import type { ConnectionStatus, Verdict } from '../../connection/connection-contract.ts';
import type { Clock, Timer } from '../../ports.ts';
import type { PageConnection } from '../page-connection.ts';
import type { WantedChannels } from './mci-channels.ts';
import type { MciMachine } from './mci-machine.ts';
import { verdictOfClosing, verdictOfError, verdictOfRestart } from './mci-verdicts.ts';
import type { MciCommand, MciMessage } from './messages.ts';

/** What a session works with. */
export interface MciSessionParts {
  readonly clock: Clock;
  readonly page: PageConnection<MciMessage>;
  readonly machine: MciMachine;
  readonly channels: WantedChannels;
  /** Gives a fresh token where there can be one. */
  readonly getToken: (() => string | Promise<string>) | undefined;
}

/** Answers the server, and steps the machine by what it says. */
export class MciSession {
  readonly #parts: MciSessionParts;
  /** How the server asked to be come back to, before its goodbye that does not repeat it. */
  #restart: Verdict | undefined;
  #refresh: Timer | undefined;

  constructor(parts: MciSessionParts) {
    this.#parts = parts;
  }

  /** The server acknowledged the connection. */
  ready(): void {
    const { channels, machine } = this.#parts;
    machine.step('acknowledged');
    if (channels.wanted.length > 0) this.say({ event: 'subscribe', data: { channels: [...channels.wanted] } });
  }

  /** Sends a command. False where there is no connection that was acknowledged. */
  say(command: MciCommand): boolean {
    return this.#parts.page.send(command);
  }

  heard(message: MciMessage): void {
    const { page, machine, channels } = this.#parts;
    switch (message.event) {
      case 'connection:ack':
        return page.welcomed();
      case 'connection:error':
        return page.replace(verdictOfError(message.data));
      case 'connection:closed':
        return this.#closing(verdictOfClosing(message.data));
      case 'subscribed':
        channels.confirm(message.data.channels);
        return machine.step('subscribed');
      case 'unsubscribed':
        channels.unconfirm(message.data.channels);
        return machine.step(channels.hasAny ? 'unsubscribedSome' : 'unsubscribedAll');
      case 'heartbeat':
        return void this.say({ event: 'heartbeat:ack', data: { clientTime: this.#parts.clock.now() } });
      case 'reconnect':
        return this.#askedBack(message.data);
      case 'error':
      case 'authenticated':
      case 'resume':
        return undefined;
      default:
        return machine.step('data');
    }
  }

  /** Takes over what happens below the protocol. */
  changed({ state, why }: ConnectionStatus): void {
    const { machine, channels } = this.#parts;
    switch (state) {
      case 'preparing':
        return machine.step(machine.state === 'Disconnected' ? 'connect' : 'retry');
      case 'waiting':
      case 'offline':
        this.#forget();
        channels.forget();
        return machine.step('lost');
      case 'failed':
        this.#forget();
        channels.forget();
        return machine.step(why?.code === 'GAVE_UP' ? 'exhausted' : 'refused');
      case 'closed':
        this.#forget();
        channels.forget();
        return machine.step('disconnect');
      default:
        return undefined;
    }
  }

  #closing(verdict: Verdict | undefined): void {
    if (verdict === undefined) return;
    this.#parts.page.replace(verdict.retry ? (this.#restart ?? verdict) : verdict);
  }

  #askedBack(data: Extract<MciMessage, { event: 'reconnect' }>['data']): void {
    if (data.reason === 'session_refresh') {
      this.#renew(data.delay);
      return;
    }
    this.#restart = verdictOfRestart(data);
    this.#parts.page.foretell(this.#restart);
  }

  /** A fresh token keeps the connection; without one it comes back as it was asked to, with whatever cookie or token is good then. */
  #renew(delayMs: number): void {
    const { clock, getToken, page } = this.#parts;
    const comeBack = (): void => {
      this.#refresh = clock.after(delayMs, () => page.replace({ retry: true }));
    };
    if (getToken === undefined) {
      comeBack();
      return;
    }
    Promise.resolve()
      .then(getToken)
      .then((token) => this.say({ event: 'auth', data: { token } }))
      .catch(comeBack);
  }

  #forget(): void {
    this.#restart = undefined;
    this.#refresh?.cancel();
  }
}

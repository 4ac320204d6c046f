import { ClientError } from '../client-error.ts';
import type { Socket, Surrounding, Timer } from '../ports.ts';
import { exponentialBackoff, type Backoff } from './backoff.ts';
import type {
  Connection,
  ConnectionHandlers,
  ConnectionOptions,
  ConnectionPorts,
  ConnectionStatus,
  Verdict,
} from './connection-contract.ts';
import { connectionTable, type ConnectionInput, type ConnectionState } from './connection-table.ts';
import { judgeClose } from './judge-close.ts';
import { Watchdog } from './watchdog.ts';

const defaults = {
  stableAfterMs: 10_000,
  openTimeoutMs: 10_000,
  greetingTimeoutMs: 10_000,
  probeTimeoutMs: 5_000,
  offlineRetryMs: 60_000,
  silentAfterMs: Infinity,
};

/** Ours for "nothing came": a peer that still hears us sees why. Clients may send 1000 and 3000 to 4999 only. */
const replacedCode = 4000;

const hasSocket: ReadonlySet<ConnectionState> = new Set(['greeting', 'catching-up', 'live']);
const isOver: ReadonlySet<ConnectionState> = new Set(['idle', 'closed', 'failed']);

class ReturningConnection implements Connection {
  readonly #options: ConnectionOptions & typeof defaults;
  readonly #handlers: ConnectionHandlers;
  readonly #ports: ConnectionPorts;
  readonly #backoff: Backoff;
  readonly #watchdog: Watchdog;
  #state: ConnectionState = 'idle';
  #attempt = 0;
  #why: ClientError | undefined;
  #retryAtMs: number | undefined;
  /** Before this the server does not want to be asked, by the monotonic clock. */
  #notBeforeMs = 0;
  #welcomedAtMs: number | undefined;
  #foretold: Verdict | undefined;
  #socket: Socket | undefined;
  /** Counts attempts, so that what comes late of an old one is recognised. */
  #generation = 0;
  #timer: Timer | undefined;
  #unwatch: (() => void) | undefined;

  constructor(options: ConnectionOptions, handlers: ConnectionHandlers, ports: ConnectionPorts) {
    this.#options = { ...defaults, ...options };
    this.#handlers = handlers;
    this.#ports = ports;
    this.#backoff = options.backoff ?? exponentialBackoff();
    this.#watchdog = new Watchdog(this.#options, {
      clock: ports.clock,
      probe: () => {
        handlers.probe?.();
        return handlers.probe !== undefined;
      },
      mute: () => {
        this.replace({ retry: true, why: new ClientError('MUTE', 'Nothing came from the server for too long') });
      },
    });
  }

  get status(): ConnectionStatus {
    return {
      state: this.#state,
      attempt: this.#attempt,
      ...(this.#retryAtMs === undefined ? {} : { retryAtMs: this.#retryAtMs }),
      ...(this.#why === undefined ? {} : { why: this.#why }),
    };
  }

  start(): void {
    if (!isOver.has(this.#state)) return;
    this.#attempt = 0;
    this.#why = undefined;
    this.#notBeforeMs = 0;
    this.#unwatch = this.#ports.surroundings.watch((what) => this.#surrounded(what));
    this.#attemptOn('start');
  }

  stop(code = 1000, reason = ''): void {
    if (this.#state === 'closed') return;
    this.#letGo(code, reason);
    this.#end('stop');
  }

  send(text: string): boolean {
    if (!hasSocket.has(this.#state)) return false;
    this.#socket?.send(text);
    return true;
  }

  welcomed(): void {
    if (this.#state !== 'greeting') return;
    this.#timer?.cancel();
    this.#welcomedAtMs = this.#ports.clock.monotonicMs();
    this.#step('welcomed');
  }

  caughtUp(): void {
    if (this.#state !== 'catching-up') return;
    this.#why = undefined;
    this.#step('caught-up');
  }

  fellBehind(): void {
    this.#step('fell-behind');
  }

  expectFrames(silentAfterMs: number): void {
    if (hasSocket.has(this.#state)) this.#watchdog.expect(silentAfterMs);
  }

  foretell(verdict: Verdict): void {
    this.#foretold = verdict;
  }

  replace(verdict: Verdict): void {
    if (!hasSocket.has(this.#state) && this.#state !== 'opening') return;
    this.#lose(verdict);
  }

  retryNow(): void {
    this.#retry('due');
  }

  #step(input: ConnectionInput): void {
    const next = connectionTable[this.#state][input];
    if (next === this.#state) return;
    this.#state = next;
    this.#handlers.changed?.(this.status);
  }

  /** Begins an attempt, with what made it time for one. */
  #attemptOn(input: ConnectionInput): void {
    this.#timer?.cancel();
    this.#retryAtMs = undefined;
    this.#attempt += 1;
    this.#generation += 1;
    const generation = this.#generation;
    this.#step(input);
    if (generation !== this.#generation || this.#state !== 'preparing') return;
    const isCurrent = (): boolean => generation === this.#generation;
    try {
      const url = this.#options.url();
      if (typeof url === 'string') this.#open(url);
      else {
        url.then(
          (text) => isCurrent() && this.#open(text),
          (error: unknown) => isCurrent() && this.#unprepared(error),
        );
      }
    } catch (error) {
      this.#unprepared(error);
    }
  }

  #unprepared(cause: unknown): void {
    const why =
      cause instanceof ClientError
        ? cause
        : new ClientError('TOKEN_UNAVAILABLE', 'The address, or a token for it, could not be had', { cause });
    this.#lose(why.retry ? { retry: true, why } : { retry: false, why });
  }

  #open(url: string): void {
    const generation = this.#generation;
    const isCurrent = (): boolean => generation === this.#generation;
    const { openTimeoutMs, protocols = [], judge = judgeClose } = this.#options;
    this.#step('prepared');
    if (!isCurrent()) return;
    this.#timeout(openTimeoutMs, 'The socket did not open in time');
    try {
      this.#socket = this.#ports.sockets.open(url, protocols, {
        opened: () => isCurrent() && this.#opened(),
        message: (text) => {
          if (!isCurrent()) return;
          this.#watchdog.heard();
          this.#handlers.message(text);
        },
        closed: (end) => isCurrent() && this.#lose(this.#foretold ?? judge(end)),
      });
    } catch (cause) {
      this.#lose({ retry: false, why: new ClientError('INVALID_ADDRESS', 'The address cannot be opened', { cause }) });
    }
  }

  #opened(): void {
    this.#timeout(this.#options.greetingTimeoutMs, 'The server did not greet in time');
    const generation = this.#generation;
    this.#step('opened');
    // Whoever hears of it may have ended it.
    if (generation !== this.#generation) return;
    this.#watchdog.expect(this.#options.silentAfterMs);
    this.#handlers.opened?.();
  }

  #timeout(delayMs: number, message: string): void {
    this.#timer?.cancel();
    this.#timer = this.#ports.clock.after(delayMs, () => {
      this.#lose({ retry: true, why: new ClientError('OPEN_TIMEOUT', message) });
    });
  }

  /** Forgets the socket at once: one whose network is gone may take minutes to say that it is closed. */
  #letGo(code: number, reason: string): void {
    this.#generation += 1;
    this.#timer?.cancel();
    this.#watchdog.stop();
    this.#foretold = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.close(code, reason);
    if (hasSocket.has(this.#state)) this.#handlers.lost?.();
  }

  #end(input: 'stop' | 'refused' | 'given-up'): void {
    this.#retryAtMs = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#step(input);
  }

  #lose(verdict: Verdict): void {
    const { clock, random, surroundings } = this.#ports;
    const { stableAfterMs, offlineRetryMs } = this.#options;
    this.#why = verdict.why ?? this.#why;
    this.#letGo(replacedCode, 'replaced');
    if (isOver.has(this.#state)) return;
    if (!verdict.retry) {
      this.#end('refused');
      return;
    }
    const welcomedAtMs = this.#welcomedAtMs;
    this.#welcomedAtMs = undefined;
    if (welcomedAtMs !== undefined && clock.monotonicMs() - welcomedAtMs >= stableAfterMs) this.#attempt = 1;
    const backoffMs = this.#backoff.delayMs(this.#attempt, random());
    if (backoffMs === undefined) {
      this.#giveUp();
      return;
    }
    // All readers of a draining gateway are told the same time, so the backoff's chance comes on top of it.
    const { retryAfterMs = 0 } = verdict;
    const isOffline = !surroundings.isOnline();
    const delayMs = isOffline ? Math.max(offlineRetryMs, retryAfterMs) : retryAfterMs + backoffMs;
    this.#notBeforeMs = clock.monotonicMs() + retryAfterMs;
    this.#retryAtMs = clock.now() + delayMs;
    const generation = this.#generation;
    this.#timer = clock.after(delayMs, () => {
      if (generation === this.#generation) this.#attemptOn('due');
    });
    this.#step('lost');
    if (isOffline) this.#step('went-offline');
  }

  #giveUp(): void {
    this.#why = new ClientError('GAVE_UP', `Given up after ${this.#attempt} attempts`, { cause: this.#why });
    this.#step('lost');
    this.#end('given-up');
  }

  #surrounded(what: Surrounding): void {
    if (hasSocket.has(this.#state)) {
      this.#watchdog.suspect();
      return;
    }
    if (what === 'offline') this.#step('went-offline');
    else this.#retry(what === 'online' ? 'came-online' : 'due');
  }

  /** Makes the attempt that waits for its time, but none before the server wants it. */
  #retry(input: 'came-online' | 'due'): void {
    const isLost = this.#state === 'waiting' || this.#state === 'offline';
    if (isLost && this.#ports.clock.monotonicMs() >= this.#notBeforeMs) this.#attemptOn(input);
  }
}

/** Makes a connection that is `idle`. */
export const createConnection = (
  options: ConnectionOptions,
  handlers: ConnectionHandlers,
  ports: ConnectionPorts,
): Connection => new ReturningConnection(options, handlers, ports);

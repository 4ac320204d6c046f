import { FakeClock } from '@pitwall/testkit';
import type { HttpExchange, HttpRequest, Ports, Socket, SocketEnd, SocketEvents, Surrounding } from './ports.ts';

/** A socket that a test plays the other side of. */
export class FakeSocket implements Socket {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: string[] = [];
  closedWith: SocketEnd | undefined;
  readonly #events: SocketEvents;

  constructor(url: string, protocols: readonly string[], events: SocketEvents) {
    this.url = url;
    this.protocols = protocols;
    this.#events = events;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(code: number, reason: string): void {
    this.closedWith = { code, reason };
  }

  open(): void {
    this.#events.opened();
  }

  receive(message: unknown): void {
    this.#events.message(typeof message === 'string' ? message : JSON.stringify(message));
  }

  end(code: number, reason = ''): void {
    this.#events.closed({ code, reason });
  }

  /** What was sent, read. */
  get said(): readonly Record<string, unknown>[] {
    return this.sent.map((text) => JSON.parse(text) as Record<string, unknown>);
  }
}

/** A platform that a test owns: nothing happens but what it makes happen. */
export class FakePlatform {
  readonly clock = new FakeClock();
  readonly sockets: FakeSocket[] = [];
  readonly requests: HttpRequest[] = [];
  randomValue = 0.5;
  online = true;
  refuseSockets = false;
  answer: (request: HttpRequest) => HttpExchange = () => ({
    answer: Promise.reject(new Error('No network')),
    cancel: () => undefined,
  });
  readonly #watchers = new Set<(what: Surrounding) => void>();

  get ports(): Ports & { readonly sockets: NonNullable<Ports['sockets']> } {
    return {
      clock: this.clock,
      sockets: {
        open: (url, protocols, events) => {
          if (this.refuseSockets) throw new Error('Not an address');
          const socket = new FakeSocket(url, protocols, events);
          this.sockets.push(socket);
          return socket;
        },
      },
      http: (request) => {
        this.requests.push(request);
        return this.answer(request);
      },
      random: () => this.randomValue,
      surroundings: {
        isOnline: () => this.online,
        watch: (happened) => {
          this.#watchers.add(happened);
          return () => this.#watchers.delete(happened);
        },
      },
    };
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('No socket was opened');
    return socket;
  }

  get watcherCount(): number {
    return this.#watchers.size;
  }

  happen(what: Surrounding): void {
    if (what !== 'visible') this.online = what === 'online';
    for (const watcher of this.#watchers) watcher(what);
  }
}

/** Lets everything run that waits for nothing but promises. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

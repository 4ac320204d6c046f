import { closeCodes } from '@pitwall/model';
import type { CloseName } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { Outlet } from './outlet.ts';
import type { SessionObserver } from './session-contract.ts';
import type { SocketEnding } from './session-socket.ts';
import type { ErrorProblem, Talk } from './talk.ts';

/** Options of an ending. */
export interface EndingOptions {
  /** How long a peer may take to answer a close. @default 5,000 ms */
  readonly closeTimeoutMs: number;
  /** When a client that is sent away may come back. @default 5,000 ms */
  readonly retryAfterMs: number;
}

/** What an ending asks of its session. */
export interface EndingPort {
  isOver(): boolean;
  /** Whether the socket is gone. */
  isClosed(): boolean;
  /** Leaves the audience, which sends what was pending first. */
  leave(): void;
  /** Nothing more is said or heard. */
  ended(): void;
}

/** What an ending works with. */
export interface EndingParts {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly outlet: Outlet;
  readonly talk: Talk;
  readonly observer: SessionObserver;
  readonly port: EndingPort;
}

/** How a session ends: what was pending, last words, a close in its dialect's words, and a cut for who does not answer it. */
export class Ending {
  readonly #options: EndingOptions;
  readonly #parts: EndingParts;

  constructor(options: EndingOptions, parts: EndingParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Refuses a client in words that reach browsers (ruling 10): an error, and no farewell to somebody who never was in. */
  refuse(name: CloseName, problem: ErrorProblem, detail: string): void {
    const { talk, port } = this.#parts;
    if (port.isOver()) return;
    port.leave();
    talk.lastError(problem, detail, 'connect');
    this.#end(name, this.#closeOf(name, detail));
  }

  /** Ends the session with a close frame after its pending batch. */
  close(name: CloseName, detail: string = closeCodes[name].reason): void {
    const { clock, talk, port } = this.#parts;
    if (port.isOver()) return;
    port.leave();
    const again = name === 'GOING_AWAY' ? { retryAfterMs: this.#options.retryAfterMs } : {};
    talk.lastWords({ say: 'closing', close: name, detail, nowMs: clock.now(), ...again });
    this.#end(name, this.#closeOf(name, detail));
  }

  /** Ends the session for a drain, in the way its dialect's clients come back from. */
  drain(): void {
    const { dialect, port } = this.#parts;
    if (dialect.traits.drain === 'close') {
      this.close('GOING_AWAY');
    } else if (!port.isOver()) {
      port.leave();
      this.#end('GOING_AWAY', { how: 'fin' });
    }
  }

  /** Cuts the connection off. */
  cut(): void {
    const { outlet, port } = this.#parts;
    port.leave();
    outlet.end({ how: 'cut' });
    port.ended();
  }

  #closeOf(name: CloseName, detail: string): SocketEnding {
    const words = this.#parts.dialect.traits.closeAs?.[name];
    return { how: 'close', code: closeCodes[words?.close ?? name].code, reason: words?.reason ?? detail };
  }

  /** Only the close is still awaited, and a peer that does not answer it must not hold its socket. */
  #end(name: CloseName, ending: SocketEnding): void {
    const { clock, observer, outlet, port } = this.#parts;
    observer.closing(name);
    outlet.end(ending);
    port.ended();
    clock.after(this.#options.closeTimeoutMs, () => {
      if (!port.isClosed()) outlet.end({ how: 'cut' });
    });
  }
}

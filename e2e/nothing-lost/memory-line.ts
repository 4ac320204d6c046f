import type { Socket, SocketEvents } from '@pitwall/client';
import type { Clock } from '@pitwall/gateway';
import type { HeardConnection, SessionSocket, SocketEnding } from '@pitwall/gateway/in-memory';
import { FrameReader } from '@pitwall/testkit';

/** What becomes of messages, whichever line they are on. */
export interface LineWeather {
  /** Whether the next word for a gap is lost. */
  readonly losesNextGap: () => boolean;
  readonly lost: (text: string) => void;
  /** A message arrived. */
  readonly heard: (text: string) => void;
}

/** One line between a client and a gateway in memory: in order, after a while, until something goes wrong. */
export class MemoryLine implements Socket, SessionSocket {
  /** Whether the client's machine takes what comes. */
  isTaking = true;
  /** Nothing comes through any more, and nobody is told. */
  isMute = false;
  isOpen = true;
  /** The next message of a stream is lost. */
  losesNext = false;
  readonly #weather: LineWeather;
  readonly #clock: Clock;
  readonly #latencyMs: number;
  readonly #events: SocketEvents;
  readonly #frames = new FrameReader();
  #held: string[] = [];
  /** Messages on their way to the client, by the moment at which they were written. */
  #onTheWay: string[][] = [];
  #unsentBytes = 0;
  #heard: HeardConnection | undefined;
  #early: string[] = [];

  constructor(events: SocketEvents, parts: { clock: Clock; latencyMs: number; weather: LineWeather }) {
    this.#events = events;
    this.#clock = parts.clock;
    this.#latencyMs = parts.latencyMs;
    this.#weather = parts.weather;
  }

  /** The gateway's side is there. */
  join(heard: HeardConnection): void {
    this.#heard = heard;
    if (!this.isOpen) heard.gone();
    else for (const text of this.#early.splice(0)) heard.message(text);
  }

  // The client's side.

  send(text: string): void {
    this.#later(() => {
      if (this.isMute) return;
      if (this.#heard === undefined) this.#early.push(text);
      else this.#heard.message(text);
    });
  }

  /** The client's close: it hears nothing more, and the gateway learns of it unless the line is mute. */
  close(code: number, reason: string): void {
    if (!this.isMute) this.#later(() => this.#end({ code, reason }));
  }

  // The gateway's side.

  write(frames: Buffer): number {
    const texts = this.#frames.take(frames).map(({ payload }) => payload.toString());
    if (this.isTaking) this.#deliver(texts);
    else {
      this.#held.push(...texts);
      this.#unsentBytes += frames.length;
    }
    return this.#unsentBytes;
  }

  unsentBytes(): number {
    return this.#unsentBytes;
  }

  control(): void {
    // Browsers answer control pings by themselves; here the pings of the protocol keep the line alive.
  }

  setReading(): void {
    // A client that asks too much is no matter of this test.
  }

  end(ending: SocketEnding): void {
    const { code, reason } = ending.how === 'close' ? ending : { code: 1006, reason: '' };
    this.#later(() => this.#end({ code, reason }));
  }

  // What happens to the line.

  /** The client's machine takes everything that waited. */
  take(): void {
    this.isTaking = true;
    this.#deliver(this.#held.splice(0));
    this.#unsentBytes = 0;
    this.#heard?.drained();
  }

  /** It breaks, with all that is under way. */
  cut(): void {
    this.#end({ code: 1006, reason: '' });
  }

  /** The gateway's process is dead: it hears nothing, and the client learns of it unless the line is mute. */
  orphan(): void {
    this.#heard = undefined;
    if (this.isMute) this.isOpen = false;
    else this.cut();
  }

  /** Messages on their way to the client. */
  get onTheWay(): readonly string[] {
    return this.#onTheWay.flat();
  }

  /** It breaks when this many of the messages that are on their way have arrived: also within a batch. */
  cutAmid(arriving: number): void {
    this.#arrive(this.onTheWay.slice(0, arriving));
    this.cut();
  }

  #deliver(texts: string[]): void {
    this.#onTheWay.push(texts);
    this.#later(() => {
      this.#onTheWay.splice(this.#onTheWay.indexOf(texts), 1);
      this.#arrive(texts);
    });
  }

  #arrive(texts: readonly string[]): void {
    for (const text of texts) {
      if (!this.isOpen || this.isMute || this.#loses(text)) continue;
      this.#weather.heard(text);
      this.#events.message(text);
    }
  }

  #loses(text: string): boolean {
    const losesGap = this.#weather.losesNextGap() && text.includes('"type":"gap"');
    if (!losesGap && !(this.losesNext && /"type":"(?:event|snapshot|delta|live|subscribed|gap)"/.test(text)))
      return false;
    if (!losesGap) this.losesNext = false;
    this.#weather.lost(text);
    return true;
  }

  #later(run: () => void): void {
    this.#clock.after(this.#latencyMs, () => {
      if (this.isOpen) run();
    });
  }

  #end(end: { code: number; reason: string }): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#heard?.gone();
    if (!this.isMute) this.#events.closed(end);
  }
}

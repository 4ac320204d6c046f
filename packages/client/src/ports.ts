/** Something scheduled that can be called off. */
export interface Timer {
  cancel(): void;
}

/** Time as the client knows it. */
export interface Clock {
  /** Wall clock: milliseconds since 1970 UTC. */
  now(): number;
  /** A clock that never goes back, in ms, for intervals. */
  monotonicMs(): number;
  /** Runs once after the delay. */
  after(delayMs: number, run: () => void): Timer;
}

/** How a socket ended. */
export interface SocketEnd {
  /** The WebSocket close code; 1006 when the connection broke or was never made. */
  readonly code: number;
  readonly reason: string;
}

/** What a socket tells. `closed` comes exactly once, and last; errors tell nothing that it does not. */
export interface SocketEvents {
  opened(): void;
  message(text: string): void;
  closed(end: SocketEnd): void;
}

/** One WebSocket. */
export interface Socket {
  /** Sends text; does nothing when the socket is not open. */
  send(text: string): void;
  /** Asks for an end; `closed` follows, which may take as long as the network is silent. */
  close(code: number, reason: string): void;
}

/** Opens WebSockets. Throws when the address is none that it takes. */
export interface Sockets {
  open(url: string, protocols: readonly string[], events: SocketEvents): Socket;
}

/** An HTTP request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An HTTP answer whose body has not been read yet: read it once, whole or in pieces. */
export interface HttpAnswer {
  readonly status: number;
  /** A header's value; names in lower case. */
  header(name: string): string | undefined;
  text(): Promise<string>;
  /** The body as it comes. Ends by throwing when the connection breaks or the request was cancelled. */
  pieces(): AsyncIterable<string>;
}

/** A request under way. */
export interface HttpExchange {
  /** Rejects when there is no answer, and when it was cancelled. */
  readonly answer: Promise<HttpAnswer>;
  /** Ends the request, or the reading of its answer. */
  cancel(): void;
}

/** Makes HTTP requests. */
export type Http = (request: HttpRequest) => HttpExchange;

/** Something that happens around the client and concerns its connection. */
export type Surrounding = 'online' | 'offline' | 'visible';

/** What the platform knows of the network and of the page. */
export interface Surroundings {
  /** False when the platform is sure that there is no network. */
  isOnline(): boolean;
  /** Calls back whenever something happens; the answer ends that. */
  watch(happened: (what: Surrounding) => void): () => void;
}

/** Everything that a client needs of its platform. */
export interface Ports {
  readonly clock: Clock;
  /** Absent where there are no WebSockets: then the client goes to HTTP at once. */
  readonly sockets: Sockets | undefined;
  readonly http: Http;
  /** A number from 0 up to, and without, 1. */
  readonly random: () => number;
  readonly surroundings: Surroundings;
}

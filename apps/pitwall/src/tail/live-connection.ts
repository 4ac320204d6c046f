import type { Clock, Timer } from '@pitwall/gateway';
import { WebSocket } from 'ws';
import { failureAdvice, failureReason } from '../terminal/failure-reason.ts';
import { backoffMs } from './backoff.ts';
import { endingOfClose, endingOfRefusal } from './ending.ts';
import type { Ending } from './ending.ts';

/** What a live connection is made of. */
export interface LiveOptions {
  /** Address to connect to, with the last cursor seen, if any. */
  readonly urlFor: () => string;
  readonly token?: string;
  /** Keep trying even when the first attempt finds nobody. */
  readonly wait: boolean;
}

/** What hears of a live connection. */
export interface LiveHandlers {
  /** It is open; what is returned is said first. */
  readonly onOpen: () => readonly string[];
  readonly onMessage: (text: string) => void;
  /** It was lost, and will be tried again. */
  readonly onRetry: (ending: Ending, waitMs: number) => void;
  /** It ended for good. */
  readonly onEnd: (ending: Ending) => void;
}

/** What a live connection needs. */
export interface LiveParts {
  readonly clock: Clock;
  readonly random: () => number;
}

/** A connection that comes back by itself. */
export interface LiveConnection {
  /** Ends it; nothing is heard of it afterwards. */
  close(): void;
}

/** Silence after which a connection is dead: the gateway pings every 30 s, so two pings and some patience. */
const silenceMs = 75_000;

/** A connection that lasted this long was a good one, so the next failure is a first one. */
const steadyMs = 5_000;

/** Largest message that is read: a snapshot message of any dialect is far smaller. */
const maxPayloadBytes = 16 * 1024 * 1024;

/** Connects, and connects again after a loss with growing waits, until a close code says not to return. */
export const connectLive = (options: LiveOptions, handlers: LiveHandlers, parts: LiveParts): LiveConnection => {
  const { clock, random } = parts;
  let socket: WebSocket | undefined;
  let timer: Timer | undefined;
  let failures = 0;
  let everOpen = false;
  let closed = false;

  const end = (ending: Ending): void => {
    if (closed) return;
    const hopeless = ending.kind === 'unreachable' && !everOpen && !options.wait;
    if (!ending.retry || hopeless) {
      closed = true;
      handlers.onEnd(ending);
      return;
    }
    failures += 1;
    const waitMs = Math.max(backoffMs(failures, random), ending.retryAfterMs ?? 0);
    handlers.onRetry(ending, waitMs);
    timer = clock.after(waitMs, connect);
  };

  const connect = (): void => {
    socket = openSocket(options, {
      onOpen: () => {
        everOpen = true;
        return handlers.onOpen();
      },
      onMessage: handlers.onMessage,
      onEnd: (ending, lastedMs) => {
        if (lastedMs >= steadyMs) failures = 0;
        end(ending);
      },
      clock,
    });
  };

  connect();
  return {
    close() {
      closed = true;
      timer?.cancel();
      socket?.terminate();
    },
  };
};

interface SocketParts {
  readonly onOpen: () => readonly string[];
  readonly onMessage: (text: string) => void;
  readonly onEnd: (ending: Ending, lastedMs: number) => void;
  readonly clock: Clock;
}

const openSocket = (options: LiveOptions, { onOpen, onMessage, onEnd, clock }: SocketParts): WebSocket => {
  const headers = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const socket = new WebSocket(options.urlFor(), { headers, maxPayload: maxPayloadBytes, handshakeTimeout: 10_000 });
  let openedAt: number | undefined;
  let silence: Timer | undefined;
  let ended = false;

  const end = (ending: Ending): void => {
    if (ended) return;
    ended = true;
    silence?.cancel();
    onEnd(ending, openedAt === undefined ? 0 : clock.monotonicMs() - openedAt);
  };
  const alive = (): void => {
    silence?.cancel();
    silence = clock.after(silenceMs, () => socket.terminate());
  };

  socket.on('open', () => {
    openedAt = clock.monotonicMs();
    alive();
    for (const frame of onOpen()) socket.send(frame);
  });
  socket.on('ping', alive);
  socket.on('message', (data, isBinary) => {
    alive();
    if (!isBinary) onMessage(textOfFrame(data));
  });
  socket.on('unexpected-response', (request, response) => {
    end(endingOfRefusal(response.statusCode ?? 0, response.headers['retry-after']));
    request.destroy();
  });
  socket.on('close', (code, reason) => end(endingOfClose(code, reason.toString('utf8'))));
  socket.on('error', (error) => {
    if (openedAt === undefined) end(endingOfFailure(error));
  });
  return socket;
};

const endingOfFailure = (error: Error): Ending => ({
  retry: true,
  kind: 'unreachable',
  reason: failureReason(error),
  advice: failureAdvice(error),
});

const textOfFrame = (data: Buffer | ArrayBuffer | Buffer[]): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
};

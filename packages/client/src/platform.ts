import type {
  Clock,
  Http,
  HttpAnswer,
  HttpExchange,
  HttpRequest,
  Ports,
  Sockets,
  Surrounding,
  Surroundings,
} from './ports.ts';

/**
 * The parts of browsers and of Node that a client uses, as the WHATWG standards describe them. This is the one file that
 * knows that there is a platform: it is declared here so that all else compiles without the types of any.
 */
interface Platform {
  readonly WebSocket?: new (url: string, protocols: string[]) => PlatformSocket;
  readonly AbortController: new () => { readonly signal: unknown; abort(): void };
  readonly TextDecoder: new () => { decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string };
  readonly performance: { now(): number };
  readonly navigator?: { readonly onLine?: boolean };
  readonly document?: PlatformEvents & { readonly visibilityState: string };
  readonly addEventListener?: PlatformEvents['addEventListener'];
  readonly removeEventListener?: PlatformEvents['removeEventListener'];
  setTimeout(run: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
  fetch(url: string, init: object): Promise<PlatformResponse>;
}

interface PlatformEvents {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

interface PlatformSocket {
  readonly readyState: number;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  send(text: string): void;
  close(code: number, reason: string): void;
}

interface PlatformResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: PlatformBody | null;
  text(): Promise<string>;
}

interface PlatformBody {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

const platform = globalThis as unknown as Platform;

/** `OPEN` of the WebSocket standard. */
const open = 1;

/** The longest delay that timers take: beyond it they run at once. */
const longestDelayMs = 2_147_483_647;

const clock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => platform.performance.now(),
  after: (delayMs, run) => {
    const timer = platform.setTimeout(run, Math.min(delayMs, longestDelayMs));
    return { cancel: () => platform.clearTimeout(timer) };
  },
};

const socketsOf = (WebSocket: NonNullable<Platform['WebSocket']>): Sockets => ({
  open: (url, protocols, events) => {
    const socket = new WebSocket(url, [...protocols]);
    socket.addEventListener('open', () => events.opened());
    // A frame of bytes is none of the protocols spoken here.
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') events.message(data);
    });
    // After an error comes `close`, which says more.
    socket.addEventListener('close', ({ code, reason }) => events.closed({ code, reason }));
    return {
      send: (text) => {
        if (socket.readyState === open) socket.send(text);
      },
      close: (code, reason) => socket.close(code, reason),
    };
  },
});

async function* piecesOf(body: PlatformBody | null): AsyncGenerator<string, void> {
  if (body === null) return;
  const reader = body.getReader();
  const decoder = new platform.TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    // Whoever stops reading wants the rest no more; a body that broke has none.
    void reader.cancel().catch(() => undefined);
  }
}

const answerOf = (response: PlatformResponse): HttpAnswer => ({
  status: response.status,
  header: (name) => response.headers.get(name) ?? undefined,
  text: () => response.text(),
  pieces: () => piecesOf(response.body),
});

const http: Http = ({ method, url, headers, body }: HttpRequest): HttpExchange => {
  const controller = new platform.AbortController();
  const init = {
    method,
    headers,
    signal: controller.signal,
    cache: 'no-store',
    ...(body === undefined ? {} : { body }),
  };
  return { answer: platform.fetch(url, init).then(answerOf), cancel: () => controller.abort() };
};

const surroundings: Surroundings = {
  // Node says nothing of its network, and then there is one.
  isOnline: () => platform.navigator?.onLine !== false,
  watch: (happened) => {
    const { document } = platform;
    const listeners: [PlatformEvents | undefined, string, () => void][] = [];
    const listen = (target: PlatformEvents | undefined, type: string, listener: () => void): void => {
      target?.addEventListener(type, listener);
      listeners.push([target, type, listener]);
    };
    const page = windowOf(platform);
    const tell = (what: Surrounding) => (): void => happened(what);
    listen(page, 'online', tell('online'));
    listen(page, 'offline', tell('offline'));
    listen(document, 'visibilitychange', () => {
      if (document?.visibilityState === 'visible') happened('visible');
    });
    return () => {
      for (const [target, type, listener] of listeners) target?.removeEventListener(type, listener);
    };
  },
};

/** The page's window or a worker's scope, where there is one that has events. */
const windowOf = ({ addEventListener, removeEventListener }: Platform): PlatformEvents | undefined =>
  addEventListener === undefined || removeEventListener === undefined
    ? undefined
    : {
        addEventListener: (type, listener) => addEventListener.call(platform, type, listener),
        removeEventListener: (type, listener) => removeEventListener.call(platform, type, listener),
      };

/** The ports of the platform that this runs on, a browser or Node; any of them may be given instead. */
export const platformPorts = (given: Partial<Ports> = {}): Ports => ({
  clock,
  sockets: platform.WebSocket === undefined ? undefined : socketsOf(platform.WebSocket),
  http,
  random: () => Math.random(),
  surroundings,
  ...given,
});

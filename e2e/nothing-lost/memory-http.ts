import type { Readable } from 'node:stream';
import type { Http, HttpAnswer, HttpExchange, HttpRequest } from '@pitwall/client';
import type { InMemoryGateway } from '@pitwall/gateway/in-memory';

type InjectedAnswer = Awaited<ReturnType<InMemoryGateway['request']>>;

/** How HTTP goes. */
export interface HttpWeather {
  /** The gateway that answers; undefined: nothing does. */
  readonly gateway: () => InMemoryGateway | undefined;
  /** Whether event streams get through. */
  readonly streamsPass: () => boolean;
  /** Whether this answer is lost although the request came through. */
  readonly losesAnswer: () => boolean;
  /** Text of an answer came, after some that came before it. */
  readonly heard: (text: string) => void;
  /** Waits for something that needs no virtual time. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

const noAnswer = (): Error => new Error('The network is down');

/** HTTP in memory, with what can be broken of it. */
export class MemoryHttp {
  readonly #weather: HttpWeather;
  readonly #open = new Set<(error: Error) => void>();

  constructor(weather: HttpWeather) {
    this.#weather = weather;
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** Breaks all that is under way. */
  cut(): void {
    for (const end of this.#open) end(noAnswer());
    this.#open.clear();
  }

  readonly port: Http = (request): HttpExchange => {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    let stream: Readable | undefined;
    const end = (error: Error): void => {
      this.#open.delete(end);
      stream?.destroy(error);
      reject(error);
    };
    this.#open.add(end);
    // A poll that waits, and what a killed gateway never answers, is waited for by nobody here.
    if (!request.url.includes('wait=')) void this.#weather.during(promise).catch(() => undefined);
    this.#ask(request).then(
      (answer) => {
        stream = answer.stream();
        stream.once('error', () => undefined);
        stream.once('close', () => this.#open.delete(end));
        if (this.#open.has(end)) resolve(this.#answer(answer, stream));
        else stream.destroy();
        return undefined;
      },
      (error: unknown) => end(error instanceof Error ? error : noAnswer()),
    );
    promise.catch(() => undefined);
    return { answer: promise, cancel: () => end(new Error('Cancelled')) };
  };

  async #ask({ method, url, headers, body }: HttpRequest): Promise<InjectedAnswer> {
    const { gateway, streamsPass, losesAnswer } = this.#weather;
    const up = gateway();
    const { pathname, search } = new URL(url);
    if (up === undefined || (pathname === '/v1/sse' && !streamsPass())) throw noAnswer();
    const answer = await up.request({
      method,
      url: `${pathname}${search}`,
      headers: { ...headers, host: 'localhost:8080' },
      ...(body === undefined ? {} : { payload: body }),
      payloadAsStream: true,
    });
    if (!losesAnswer() && gateway() === up) return answer;
    answer.stream().destroy();
    throw noAnswer();
  }

  #answer({ statusCode, headers }: InjectedAnswer, stream: Readable): HttpAnswer {
    return {
      status: statusCode,
      header: (name) => headers[name]?.toString(),
      text: () => this.#weather.during(textOf(stream, this.#weather.heard)),
      pieces: () => piecesOf(stream, this.#weather.heard),
    };
  }
}

/** Longer than a place, so that one which is cut between two pieces is seen whole. */
const overlapChars = 200;

async function* piecesOf(stream: Readable, heard: HttpWeather['heard']): AsyncGenerator<string, void> {
  stream.setEncoding('utf8');
  let before = '';
  for await (const read of stream) {
    const piece = String(read);
    heard(before + piece);
    before = (before + piece).slice(-overlapChars);
    yield piece;
  }
}

const textOf = async (stream: Readable, heard: HttpWeather['heard']): Promise<string> => {
  let text = '';
  for await (const piece of piecesOf(stream, heard)) text += piece;
  return text;
};

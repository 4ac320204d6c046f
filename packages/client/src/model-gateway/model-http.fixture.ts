import type { Filter } from '../contract.ts';
import type { HttpAnswer, HttpExchange, HttpRequest } from '../ports.ts';
import { hears, type Entry, type ModelLog } from './model-log.fixture.ts';

/** What the model's HTTP works with. */
export interface ModelHttpParts {
  readonly log: ModelLog;
  readonly later: (run: () => void) => void;
  readonly after: (delayMs: number, run: () => void) => void;
  readonly isTokenGood: (token: string | undefined) => boolean;
  /** Takes what is published. */
  readonly take: (drafts: readonly unknown[]) => { readonly status: number; readonly body: unknown };
}

type Json = Readonly<Record<string, unknown>>;

const answerWith = (status: number, body: unknown, pieces?: () => AsyncIterable<string>): HttpAnswer => ({
  status,
  header: () => undefined,
  text: () => Promise.resolve(JSON.stringify(body)),
  pieces: pieces ?? (() => once(JSON.stringify(body))),
});

async function* once(text: string): AsyncGenerator<string, void> {
  yield await Promise.resolve(text);
}

const parametersOf = (url: string): ReadonlyMap<string, string> => {
  const query = url.split('?')[1] ?? '';
  return new Map(
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', value = ''] = part.split('=');
        return [name, decodeURIComponent(value)];
      }),
  );
};

const filterOf = (parameters: ReadonlyMap<string, string>): Filter => {
  const account = parameters.get('account');
  const lists = ['kinds', 'channels', 'symbols'].flatMap((name) => {
    const list = parameters.get(name);
    return list === undefined ? [] : [[name, list.split(',')]];
  });
  const named: Filter = Object.fromEntries(lists);
  return { ...named, ...(account === undefined ? {} : { accounts: [account] }) };
};

/** A reader of server-sent events. */
export class ModelStream {
  readonly filter: Filter;
  readonly #pieces: string[] = [];
  #wake: () => void = () => undefined;
  #isOver = false;

  constructor(filter: Filter) {
    this.filter = filter;
  }

  push(text: string): void {
    this.#pieces.push(text);
    this.#wake();
  }

  event(name: string, data: unknown, id?: string): void {
    this.push(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *read(): AsyncGenerator<string, void> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#isOver) throw new Error('The connection broke');
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** `GET /v1/events`, `GET /v1/sse` and `POST /v1/events` of the model gateway. */
export class ModelHttp {
  readonly #parts: ModelHttpParts;
  readonly streams = new Set<ModelStream>();
  readonly #waits = new Set<() => void>();
  isUp = true;
  streamsGetThrough = true;
  pageSize = 3;

  constructor(parts: ModelHttpParts) {
    this.#parts = parts;
  }

  request(request: HttpRequest): HttpExchange {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    promise.catch(() => undefined);
    const cancels: (() => void)[] = [() => reject(new Error('cancelled'))];
    this.#parts.later(() => {
      if (this.isUp) this.#answer(request, resolve, cancels);
      else reject(new Error('Nobody answers'));
    });
    return { answer: promise, cancel: () => cancels.forEach((cancel) => cancel()) };
  }

  /** A fact was published. */
  publish(entry: Entry): void {
    for (const stream of this.streams) {
      if (!hears(stream.filter, entry.wire)) continue;
      stream.event(entry.wire.kind, entry.wire, entry.wire.seq);
    }
    for (const wake of this.#waits) wake();
  }

  alive(): void {
    for (const stream of this.streams) stream.push(`: alive\nid: ${this.#parts.log.cursor}\n\n`);
  }

  cut(): void {
    for (const stream of this.streams) stream.end();
    this.streams.clear();
    for (const wake of this.#waits) wake();
  }

  #answer(request: HttpRequest, resolve: (answer: HttpAnswer) => void, cancels: (() => void)[]): void {
    const { isTokenGood, take } = this.#parts;
    const token = request.headers['authorization']?.replace('Bearer ', '');
    const path = /\/v1\/[a-z]+/u.exec(request.url)?.[0];
    if (!isTokenGood(token)) resolve(answerWith(401, { error: { code: 'INVALID_TOKEN', message: 'bad' } }));
    else if (request.method === 'POST') {
      const { status, body } = take(JSON.parse(request.body ?? '[]') as unknown[]);
      resolve(answerWith(status, body));
    } else if (path === '/v1/sse') this.#stream(request, resolve, cancels);
    else this.#page(request, resolve);
  }

  #stream(request: HttpRequest, resolve: (answer: HttpAnswer) => void, cancels: (() => void)[]): void {
    if (!this.streamsGetThrough) {
      resolve(answerWith(502, {}));
      return;
    }
    const { log } = this.#parts;
    const parameters = parametersOf(request.url);
    const stream = new ModelStream(filterOf(parameters));
    const since = parameters.get('since');
    const resumed = since === undefined ? undefined : log.resume(since);
    const recovered = resumed !== undefined && 'afterSeq' in resumed;
    const cursor = recovered ? log.cursorOf(resumed.afterSeq) : log.cursor;
    stream.event('resume', { recovered, cursor }, cursor);
    if (recovered) {
      for (const { wire } of log.missedAfter(resumed.afterSeq, stream.filter)) stream.event(wire.kind, wire, wire.seq);
    }
    for (const { wire } of log.values(stream.filter)) stream.event(wire.kind, { ...wire, snapshot: true });
    this.streams.add(stream);
    cancels.push(() => {
      this.streams.delete(stream);
      stream.end();
    });
    resolve(answerWith(200, {}, () => stream.read()));
  }

  #page(request: HttpRequest, resolve: (answer: HttpAnswer) => void): void {
    const parameters = parametersOf(request.url);
    const page = this.#pageOf(parameters);
    const waitS = Number(parameters.get('wait') ?? 0);
    if (waitS === 0 || page.events.length > 0) {
      resolve(answerWith(200, page));
      return;
    }
    const wake = (): void => {
      if (!this.#waits.delete(wake)) return;
      resolve(answerWith(200, this.#pageOf(parameters)));
    };
    this.#waits.add(wake);
    this.#parts.after(waitS * 1000, wake);
  }

  /** The cursor of a page is `<epoch>.<everySeq>.<statesThroughSeq>`, with 0 for no states. */
  #pageOf(parameters: ReadonlyMap<string, string>): Json & { readonly events: readonly unknown[] } {
    const { log } = this.#parts;
    const filter = filterOf(parameters);
    const [epoch = '', every = '', states = '0'] = (parameters.get('since') ?? '').split('.');
    const resumed = log.resume(`${epoch}.${every}`);
    const recovered = 'afterSeq' in resumed;
    const afterSeq = recovered ? resumed.afterSeq : log.head;
    const missed = log.missedAfter(afterSeq, filter);
    const page = missed.slice(0, this.pageSize);
    if (page.length < missed.length) {
      const seq = page.at(-1)?.seq ?? afterSeq;
      const events = page.map(({ wire }) => wire);
      return { cursor: `${log.epoch}.${seq}.${states}`, seq: log.cursorOf(seq), recovered, more: true, events };
    }
    const held = recovered ? Number(states) : 0;
    const values = log
      .values(filter)
      .filter(({ seq }) => seq > held)
      .toSorted((a, b) => a.seq - b.seq);
    const some = values.slice(0, this.pageSize);
    const through = some.length < values.length ? (some.at(-1)?.seq ?? held) : log.head;
    const events = [...page.map(({ wire }) => wire), ...some.map(({ wire }) => ({ ...wire, snapshot: true }))];
    const more = some.length < values.length;
    return { cursor: `${log.epoch}.${log.head}.${through}`, seq: log.cursor, recovered, more, events };
  }
}

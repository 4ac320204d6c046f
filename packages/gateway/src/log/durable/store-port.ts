import { Worker } from 'node:worker_threads';
import { PitwallError } from '@pitwall/model';
import { isAnswer } from './store-messages.ts';
import type { SentAnswer, SentRequest, StoreAnswer, StoreNews, StoreRequest } from './store-messages.ts';

/** The way to a log's files, which are served in another thread. */
export interface StorePort {
  /** Asks; requests are served in their order. Rejects when it was refused, and when the thread has ended. */
  ask(request: StoreRequest): Promise<Exclude<StoreAnswer, { say: 'refused' }>>;
  /** Ends the thread, whatever it does. */
  end(): Promise<void>;
}

/** Makes a way to a store that tells its news so. */
export type OpenStorePort = (hear: (news: StoreNews) => void) => StorePort;

/** From sources the thread runs a source too, and finds the other packages' sources. */
const fromSources = import.meta.url.endsWith('.ts');
const threadUrl = new URL(fromSources ? './store-thread.ts' : './store-thread.js', import.meta.url);

/** That SQLite is young in Node is for us to know. */
const quiet = '--disable-warning=ExperimentalWarning';

/** A thread that runs a program. Its end, when nobody asked for it, is news: it has failed. */
export const openThreadOf =
  (program: URL): OpenStorePort =>
  (hear) =>
    new StoreThread(program, hear);

/** A thread for the files of one log. */
export const openStoreThread: OpenStorePort = openThreadOf(threadUrl);

class StoreThread implements StorePort {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<Exclude<StoreAnswer, { say: 'refused' }>>>();
  #lastId = 0;
  #ended: string | undefined;

  constructor(program: URL, hear: (news: StoreNews) => void) {
    this.#thread = new Worker(program, {
      name: 'pitwall log',
      execArgv: fromSources ? [quiet, '--conditions=pitwall-source'] : [quiet],
    });
    this.#thread.on('message', (message: unknown) => {
      if (!isAnswer(message)) return;
      if ('news' in message) hear(message.news);
      else this.#answered(message);
    });
    this.#thread.on('error', (error) => this.#end(error.message, hear));
    this.#thread.on('exit', () => this.#end('its thread has ended', hear));
  }

  ask(request: StoreRequest): Promise<Exclude<StoreAnswer, { say: 'refused' }>> {
    const waiting = Promise.withResolvers<Exclude<StoreAnswer, { say: 'refused' }>>();
    if (this.#ended === undefined) {
      const sent: SentRequest = { id: (this.#lastId += 1), request };
      this.#waiting.set(sent.id, waiting);
      this.#thread.postMessage(sent, []);
    } else {
      waiting.reject(hasEnded(this.#ended));
    }
    return waiting.promise;
  }

  async end(): Promise<void> {
    this.#ended ??= 'it was ended';
    await this.#thread.terminate();
  }

  #answered({ id, answer }: Exclude<SentAnswer, { news: unknown }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.say === 'refused') waiting?.reject(new PitwallError(answer.code, answer.message));
    else waiting?.resolve(answer);
  }

  #end(why: string, hear: (news: StoreNews) => void): void {
    const isNews = this.#ended === undefined;
    this.#ended ??= why;
    for (const { reject } of this.#waiting.values()) reject(hasEnded(why));
    this.#waiting.clear();
    if (isNews) hear({ say: 'failed', message: why });
  }
}

const hasEnded = (why: string): PitwallError =>
  new PitwallError('INTERNAL', `The log has failed (${why}); whether the batch was written shows after a restart`);

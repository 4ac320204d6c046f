import { afterAll, afterEach, beforeAll } from 'vitest';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';
import type { ConsolePage, PageOptions } from './console-page.ts';

/** The demo, fast enough that everything there is to see has happened within seconds. */
export const demoWords: readonly string[] = ['demo', '--no-legacy-ports', '--speed', '20'];

/** A gateway with nothing in it, for anybody of this machine. */
export const gatewayWords: readonly string[] = ['serve', '--dev', '--no-legacy-ports'];

/** For tests with a browser: a start, a picture or a look of axe takes seconds each on a busy machine, three times as long on a slow one. */
export const unhurried = { timeout: 180_000 } as const;

/** What a console is served by. */
export interface RigOptions {
  /** Words of the command, without the port. */
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** One gateway and one browser for the tests of a `describe`; pages that a test opened end with it. */
export class ConsoleRig {
  readonly #options: () => RigOptions;
  readonly #browser = new ConsoleBrowser();
  #opened: ConsolePage[] = [];
  #gateway: PitwallProcess | undefined;
  #port = 0;

  constructor(options: () => RigOptions) {
    this.#options = options;
  }

  /** Where the console is, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts the gateway, the second time on the port of the first. */
  async serve(): Promise<void> {
    const { words, environment = {} } = this.#options();
    this.#gateway = new PitwallProcess([...words, '--port', String(this.#port)], environment);
    this.#port = await this.#gateway.port();
  }

  /** Ends the gateway, by default as a machine does that loses its power. */
  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.#gateway?.stop(signal);
  }

  /** Opens a page of the console as a person with a browser of their own would. */
  async open(path = '', options: PageOptions = {}): Promise<ConsolePage> {
    const page = await this.#browser.open(`${this.url}/${path}`, options);
    this.#opened.push(page);
    return page;
  }

  /** Opens a page of the console, and waits until it is live. */
  async openLive(path = '', options: PageOptions = {}): Promise<ConsolePage> {
    const page = await this.open(path, options);
    await page.connection('Live');
    return page;
  }

  /** Posts a body as JSON, and answers with the status. Rejects what the gateway refused. */
  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }

  /** Closes what the test opened. */
  async closePages(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((page) => page.close()));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.end('SIGTERM');
  }
}

/**
 * A rig around the tests of the `describe` that it is made in.
 *
 * @param options asked before the first test, after what was asked for before this
 */
export const useConsole = (options: () => RigOptions): ConsoleRig => {
  const rig = new ConsoleRig(options);
  beforeAll(() => rig.serve());
  afterEach(() => rig.closePages());
  afterAll(() => rig.stop());
  return rig;
};

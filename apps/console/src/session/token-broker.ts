import type { TokenReason } from '@pitwall/client';
import type { Shelf } from '../preferences/preferences.ts';

/** What a person is asked for. */
export interface TokenQuestion {
  /** `refused`: the one that was given is not good, or has ended. `expiring`: it ends soon, and nothing is lost yet. */
  readonly why: 'missing' | 'refused' | 'expiring';
}

/** Somebody who waits for a token. */
interface Waiting {
  readonly give: (token: string) => void;
  readonly giveUp: (why: Error) => void;
}

/** Holds the token of this tab, and asks the person for another when it is needed. */
export class TokenBroker {
  readonly #shelf: Shelf;
  readonly #watchers = new Set<() => void>();
  #token: string;
  #question: TokenQuestion | undefined;
  #waiting: Waiting[] = [];

  /** @param shelf lives as long as the tab; a token never goes where another tab or a later day would find it */
  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#token = shelf.read() ?? '';
  }

  /** The token at hand; empty where there is none. */
  get current(): string {
    return this.#token;
  }

  get hasToken(): boolean {
    return this.#token !== '';
  }

  /** What is being asked for now. */
  get question(): TokenQuestion | undefined {
    return this.#question;
  }

  /** For the client: the token at hand, or, when that is no longer good, the one that the person gives next. */
  tokenFor(reason: TokenReason): Promise<string> {
    if (reason === 'connect' && this.#token !== '') return Promise.resolve(this.#token);
    this.ask(reason === 'connect' ? 'missing' : reason);
    return new Promise((give, giveUp) => this.#waiting.push({ give, giveUp }));
  }

  /** The gateway wants a token and nobody waits for the answer yet. */
  ask(why: TokenQuestion['why']): void {
    if (this.#question?.why === why) return;
    this.#question = { why };
    this.#tell();
  }

  /** The person answered. True when somebody waited for it; else whoever is connected has to begin anew. */
  give(token: string): boolean {
    this.#token = token.trim();
    this.#shelf.write(this.#token);
    this.#question = undefined;
    const waiting = this.#waiting.splice(0);
    for (const { give } of waiting) give(this.#token);
    this.#tell();
    return waiting.length > 0;
  }

  /**
   * The person does not want to answer now. Who waits for a token in place of one that ends soon is told so, and asks again
   * when it has ended; who has none to go on with waits on.
   */
  dismiss(): void {
    const wasExpiring = this.#question?.why === 'expiring';
    this.#question = undefined;
    const waiting = wasExpiring ? this.#waiting.splice(0) : [];
    for (const { giveUp } of waiting) giveUp(new Error('The person put it off.'));
    this.#tell();
  }

  /** Forgets the token, on this tab and in its storage. */
  forget(): void {
    this.#token = '';
    this.#shelf.write('');
    this.#tell();
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

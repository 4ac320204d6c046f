import { ClientError } from './client-error.ts';
import type { TokenReason } from './contract.ts';
import type { Clock } from './ports.ts';

/** Where tokens come from. */
export interface TokenOptions {
  /** One token, for as long as it is good. */
  readonly token?: string;
  /** Asked for a token at first, when one was refused, and before one expires. Counts before `token`. */
  readonly getToken?: (reason: TokenReason) => string | Promise<string>;
  /** Tokens in a row that may be refused before the client gives up. @default 3 */
  readonly maxTokenRefusals?: number;
}

/** The token of a client: had once, kept until it is refused or ends. */
export class Tokens {
  readonly #options: TokenOptions;
  readonly #clock: Clock;
  #token: string | undefined;
  #expiresAtMs = Infinity;
  #reason: TokenReason = 'connect';
  #refusals = 0;
  #asked: Promise<string> | undefined;

  constructor(options: TokenOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
    if (options.getToken === undefined) this.#token = options.token;
  }

  /** The token to show; `undefined` where the client has none. At once where it is at hand. */
  current(): string | undefined | Promise<string> {
    const { getToken } = this.#options;
    if (getToken === undefined) return this.#token;
    if (this.#token !== undefined && this.#clock.now() < this.#expiresAtMs) return this.#token;
    return this.renew(this.#reason);
  }

  /** Asks for a new one; those who ask meanwhile get the same. */
  async renew(reason: TokenReason): Promise<string> {
    const { getToken } = this.#options;
    if (getToken === undefined) throw new ClientError('UNAUTHENTICATED', 'The token ends, and there is no other');
    this.#asked ??= (async () => getToken(reason))();
    try {
      this.#token = await this.#asked;
      this.#expiresAtMs = Infinity;
      return this.#token;
    } catch (cause) {
      if (cause instanceof ClientError) throw cause;
      throw new ClientError('TOKEN_UNAVAILABLE', `getToken failed for ${reason}`, { cause });
    } finally {
      this.#asked = undefined;
    }
  }

  /** The gateway took it. */
  accepted(expiresAtMs?: number): void {
    this.#refusals = 0;
    this.#reason = 'expiring';
    if (expiresAtMs !== undefined) this.#expiresAtMs = expiresAtMs;
  }

  /** The gateway refused it. Whether another one may be had. */
  refused(): boolean {
    this.#reason = 'refused';
    if (this.#options.getToken === undefined) return false;
    // When a token ends, all requests under way are refused for it: that is one refusal, not one each.
    if (this.#token !== undefined) this.#refusals += 1;
    this.#token = undefined;
    return this.#refusals < (this.#options.maxTokenRefusals ?? 3);
  }
}

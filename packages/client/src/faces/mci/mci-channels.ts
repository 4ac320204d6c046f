/** A channel of the page. */
export type MciChannel = 'positions' | 'orders' | 'account' | 'health' | 'market' | 'activity';

/** All channels of the page. */
export const mciChannels: readonly MciChannel[] = ['positions', 'orders', 'account', 'health', 'market', 'activity'];

/** Which channels a client wants, and which of them the server has confirmed on the present connection. */
export class WantedChannels {
  readonly #wanted: Set<string>;
  readonly #confirmed = new Set<string>();

  constructor(wanted: readonly MciChannel[]) {
    this.#wanted = new Set(wanted);
  }

  /** What to ask a new connection for. */
  get wanted(): readonly string[] {
    return [...this.#wanted];
  }

  /** Whether the server sends any. */
  get hasAny(): boolean {
    return this.#confirmed.size > 0;
  }

  want(channels: readonly MciChannel[]): void {
    for (const channel of channels) this.#wanted.add(channel);
  }

  /** Wants some no more; all when none is named. Answers which the server must be told. */
  unwant(channels: readonly MciChannel[]): readonly string[] {
    const given = channels.length === 0 ? [...this.#wanted] : [...channels];
    for (const channel of given) this.#wanted.delete(channel);
    return given;
  }

  confirm(channels: readonly string[]): void {
    for (const channel of channels) this.#confirmed.add(channel);
  }

  unconfirm(channels: readonly string[]): void {
    for (const channel of channels) this.#confirmed.delete(channel);
  }

  /** The connection is gone, and with it what was confirmed. */
  forget(): void {
    this.#confirmed.clear();
  }
}

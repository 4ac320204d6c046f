/** How much is published. */
export interface PositionLoadOptions {
  readonly positions: number;
  /** Updates a second, spread over all positions. */
  readonly updatesPerSecond: number;
}

/** How often a batch is published, in ms: a desk with many symbols tells them in small batches. */
const batchEveryMs = 50;

const symbolOf = (index: number): string => `SYM${String(index).padStart(4, '0')}`;

/** Cents from 1 on that never repeat within a minute, so that each update is a change. */
const priceOf = (count: number): string => `${100 + ((count * 7) % 50)}.${String(count % 100).padStart(2, '0')}`;

/** Opens positions at a gateway and moves their prices without a pause. */
export class PositionLoad {
  readonly #url: string;
  readonly #options: PositionLoadOptions;
  #timer: NodeJS.Timeout | undefined;
  #startedAtMs = 0;
  #sent = 0;
  #failure: unknown;
  #underway: Promise<unknown> = Promise.resolve();

  constructor(url: string, options: PositionLoadOptions) {
    this.#url = url;
    this.#options = options;
  }

  /** Updates that were published. */
  get sent(): number {
    return this.#sent;
  }

  /** Opens all positions. */
  async open(): Promise<void> {
    const all = Array.from({ length: this.#options.positions }, (_one, index) => this.#event('opened', index, 0));
    for (let at = 0; at < all.length; at += 500) await this.#publish(all.slice(at, at + 500));
  }

  /** Begins to move prices; batches that are due later than they should be are larger, so the rate holds. */
  start(): void {
    this.#startedAtMs = performance.now();
    this.#timer = setInterval(() => {
      this.#underway = this.#underway.then(() => this.#catchUp()).catch((thrown: unknown) => this.#fail(thrown));
    }, batchEveryMs);
  }

  /** Ends it, and answers with the symbol that moved last and its price. Rejects where publishing failed meanwhile. */
  async stop(): Promise<{ readonly symbol: string; readonly price: string }> {
    clearInterval(this.#timer);
    await this.#underway;
    if (this.#failure !== undefined) throw new Error('The load broke off', { cause: this.#failure });
    const last = this.#sent - 1;
    return { symbol: symbolOf(last % this.#options.positions), price: priceOf(last) };
  }

  #fail(thrown: unknown): void {
    clearInterval(this.#timer);
    this.#failure ??= thrown;
  }

  async #catchUp(): Promise<void> {
    const due = Math.floor(((performance.now() - this.#startedAtMs) / 1_000) * this.#options.updatesPerSecond);
    const batch = Array.from({ length: Math.max(0, due - this.#sent) }, (_one, index) => {
      const count = this.#sent + index;
      return this.#event('updated', count % this.#options.positions, count);
    });
    this.#sent += batch.length;
    if (batch.length > 0) await this.#publish(batch);
  }

  #event(action: string, index: number, count: number): object {
    const price = priceOf(count);
    const data = {
      action,
      symbol: symbolOf(index),
      positionId: `p-${index}`,
      side: index % 3 === 0 ? 'short' : 'long',
      size: '1.5',
      entryPrice: '120.00',
      currentPrice: price,
      marketValue: (Number(price) * 1.5).toFixed(2),
      unrealizedPnl: ((Number(price) - 120) * 1.5).toFixed(2),
      unrealizedPnlRatio: (Number(price) / 120 - 1).toFixed(6),
      openedAt: 1_700_000_000_000 + index,
    };
    return { kind: 'position', source: 'load', data };
  }

  async #publish(events: readonly object[]): Promise<void> {
    const response = await fetch(`${this.#url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Publishing was refused with ${response.status}: ${text}`);
  }
}

import type { Client, Draft, Receipt } from '@pitwall/client';
import type { Ledger } from './ledger.ts';

/** Facts that a client published, and what became of them. */
export class ClientFacts {
  readonly #receipts = new Map<string, Receipt | undefined>();
  readonly #refused: string[] = [];
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** How many wait for their receipt. */
  get waiting(): number {
    return [...this.#receipts.values()].filter((receipt) => receipt === undefined).length - this.#refused.length;
  }

  publish(draft: Draft & { readonly id: string }): void {
    this.#receipts.set(draft.id, undefined);
    this.#client.publish(draft).then(
      (receipt) => this.#receipts.set(draft.id, receipt),
      (error: unknown) => this.#refused.push(`${draft.id} was refused: ${String(error)}`),
    );
  }

  /** A log was cut back: what stood beyond the cut is there no more, though it was confirmed. */
  forget(isUndone: (cursor: string) => boolean): void {
    for (const [id, receipt] of this.#receipts) {
      if (receipt !== undefined && isUndone(receipt.cursor)) this.#receipts.delete(id);
    }
  }

  /** What is wrong with what the log has of them. */
  faults(ledger: Ledger): readonly string[] {
    const byId = Map.groupBy(ledger.written, ({ id }) => id ?? '');
    const faults = [...this.#receipts].flatMap(([id, receipt]) => {
      const cursors = (byId.get(id) ?? []).map(({ cursor }) => cursor);
      const isTwice = cursors.slice(1).some((cursor, at) => ledger.areDoubled(cursors[at] ?? cursor, cursor));
      if (isTwice) return [`${id} is written twice: ${cursors.join()}`];
      if (receipt === undefined) return [];
      return cursors.includes(receipt.cursor) ? [] : [`${id} was confirmed at ${receipt.cursor} and is not there`];
    });
    return [...this.#refused, ...faults];
  }
}

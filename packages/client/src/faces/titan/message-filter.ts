import type { TitanMessage } from './messages.ts';

/** A message type of the page, or one that a newer server added. */
export type TitanType = TitanMessage['type'];

/**
 * Chooses messages by type, as on the titan page: no filter lets everything pass. It chooses what was received already; the
 * option `types` of the connection keeps the others from being sent at all.
 */
export class MessageFilter {
  /** The types that pass; all while it is empty. */
  readonly filters = new Set<string>();

  /** Lets a type pass, and from now on only types that were added. */
  addFilter(type: TitanType | (string & {})): void {
    this.filters.add(type);
  }

  /** Takes a type back. Without the last one everything passes again. */
  removeFilter(type: TitanType | (string & {})): void {
    this.filters.delete(type);
  }

  /** Whether a message passes. */
  shouldProcess(message: { readonly type: string }): boolean {
    return this.filters.size === 0 || this.filters.has(message.type);
  }
}

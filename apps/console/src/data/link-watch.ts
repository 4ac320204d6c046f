import type { Client } from '@pitwall/client';
import { linkOf } from './link.ts';
import type { Link } from './link.ts';

/** How the page is connected, as the same object until that changes. */
export class LinkWatch {
  readonly #watchers = new Set<() => void>();
  readonly #unwatch: () => void;
  #current: Link;

  constructor(client: Pick<Client, 'status' | 'onStatus'>) {
    this.#current = linkOf(client.status);
    this.#unwatch = client.onStatus((status) => {
      this.#current = linkOf(status);
      for (const watcher of this.#watchers) watcher();
    });
  }

  get current(): Link {
    return this.#current;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  stop(): void {
    this.#unwatch();
  }
}

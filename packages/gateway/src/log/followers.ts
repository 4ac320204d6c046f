import type { SequencedEvent } from '@pitwall/model';

type Hear = (events: readonly SequencedEvent[]) => void;

const throwOnItsOwn = (fault: unknown): void => {
  queueMicrotask(() => {
    throw fault;
  });
};

/** Those who hear what a log confirms. A fault of one of them is no matter of the others, nor of who published. */
export class Followers {
  readonly #followers = new Set<Hear>();
  readonly #onFault: (fault: unknown) => void;

  /** Without somebody to tell, a fault is thrown on its own: to the process it is an uncaught exception. */
  constructor(onFault: ((fault: unknown) => void) | undefined) {
    this.#onFault = onFault ?? throwOnItsOwn;
  }

  add(hear: Hear): () => void {
    this.#followers.add(hear);
    return () => this.#followers.delete(hear);
  }

  tell(events: readonly SequencedEvent[]): void {
    for (const hear of this.#followers) {
      try {
        hear(events);
      } catch (fault) {
        this.#onFault(fault);
      }
    }
  }
}

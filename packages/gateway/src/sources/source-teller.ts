import { PitwallError } from '@pitwall/model';
import { gatewayPublisher } from '../ingest/gateway-publisher.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { draftOf } from './source.ts';
import type { Source } from './source.ts';

/**
 * Says what sources are, one fact of each at a time: while one is being written, the next change waits for it, and of
 * several changes the last is said. So what stands in the state in the end is how the source is.
 */
export class SourceTeller {
  readonly #ingest: Pick<Ingest, 'publish'>;
  readonly #untold = new Set<Source>();
  readonly #telling = new Map<Source, Promise<void>>();

  constructor(ingest: Pick<Ingest, 'publish'>) {
    this.#ingest = ingest;
  }

  /** Sources of which the log refused to take what they are. */
  get untold(): readonly Source[] {
    return [...this.#untold].filter((source) => !this.#telling.has(source));
  }

  /** Whether something of a source is still to be said. */
  owes(source: Source): boolean {
    return this.#untold.has(source);
  }

  /** Resolves when the log has what the source is now. Rejects with what the log, or ingest, refused it for. */
  tell(source: Source): Promise<void> {
    this.#untold.add(source);
    const telling = this.#telling.get(source) ?? this.#write(source);
    this.#telling.set(source, telling);
    return telling;
  }

  /** Gives up what could not be said. */
  forget(source: Source): void {
    this.#untold.delete(source);
  }

  async #write(source: Source): Promise<void> {
    try {
      while (this.#untold.delete(source)) {
        const [result] = await this.#ingest.publish(gatewayPublisher, [draftOf(source)]);
        if (result?.ok === true) continue;
        this.#untold.add(source);
        throw result?.error ?? new PitwallError('INTERNAL', 'Nothing became of a source’s status');
      }
    } finally {
      this.#telling.delete(source);
    }
  }
}

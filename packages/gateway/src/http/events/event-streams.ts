import type { ServerResponse } from 'node:http';
import { toPitwallError } from '@pitwall/model';
import type { CloseName } from '@pitwall/model';
import { addTo } from '../../observe/count.ts';
import type { HttpOptions } from '../http-options.ts';
import type { HttpParts } from '../http-parts.ts';
import { StandingAdmission } from '../standing-admission.ts';
import { EventStream } from './event-stream.ts';
import type { Watch } from './watch-query.ts';

/** All open streams. */
export class EventStreams {
  readonly #options: HttpOptions;
  readonly #parts: HttpParts;
  readonly #open = new Set<EventStream>();

  constructor(options: HttpOptions, parts: HttpParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Streams to a response until its client, its token or the gateway goes. Throws when the token was revoked meanwhile. */
  open(response: ServerResponse, { admission, hearing }: Watch, start: OpenStart): void {
    const { clock, delivery, identity } = this.#parts;
    const onEnd = (): void => stream.end(endOf(standing));
    const standing = new StandingAdmission(admission, { clock, identity, onEnd });
    try {
      standing.assertStands();
    } catch (thrown) {
      standing.stop();
      throw thrown;
    }
    start.writeHead();
    const stream = new EventStream(this.#options, { clock, delivery, response, onBye: (code) => this.#bye(code) });
    this.#open.add(stream);
    this.#parts.stats?.streams.add(stream);
    response.once('close', () => {
      standing.stop();
      this.#open.delete(stream);
      this.#parts.stats?.streams.delete(stream);
    });
    stream.open(hearing, start.since);
  }

  /** Ends all streams. Their clients come back at times of their own, so that they do not all come at once. */
  close(): void {
    const { retryAfterMs, drainSpreadMs } = this.#options;
    const random = this.#parts.random ?? Math.random;
    for (const stream of this.#open) stream.end('GOING_AWAY', retryAfterMs + Math.floor(random() * drainSpreadMs));
  }

  #bye(code: number): void {
    const { stats } = this.#parts;
    if (stats !== undefined) addTo(stats.streamEnds, String(code));
  }
}

/** How a stream begins. */
export interface OpenStart {
  /** The cursor of the last event that the client has. */
  readonly since: string | undefined;
  /** From here on the answer is a stream. */
  readonly writeHead: () => void;
}

/** Why a stream ends whose admission no longer stands. */
const endOf = (standing: StandingAdmission): CloseName => {
  try {
    standing.assertStands();
    return 'INTERNAL';
  } catch (thrown) {
    return toPitwallError(thrown).code === 'TOKEN_EXPIRED' ? 'SESSION_EXPIRED' : 'INVALID_TOKEN';
  }
};

import type { Clock } from '../clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { EventRing } from '../log/event-ring.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import type { RetainedState } from '../state/retained-state.ts';
import type { Audiences } from './audiences.ts';
import type { Deflater } from './deflater.ts';
import type { FormerValues } from './former-values.ts';
import type { Hearing } from './hearing.ts';
import type { HeldVersions } from './held-versions.ts';
import type { History } from './history.ts';
import type { ReplayCache } from './replay-cache.ts';
import type { SharedPages } from './shared-pages.ts';

/** Where a reader starts to catch up. */
export interface CatchUpStart {
  readonly hearing: Hearing;
  /** It has every `every` update up to here. */
  readonly afterSeq: number;
  /** It holds these versions of states. */
  readonly held: HeldVersions;
  /** Past updates that it is given first. @default none */
  readonly histories?: readonly History[];
  /**
   * A reader that never joins an audience, such as a poll: it gets the newest versions, not those of an audience.
   * @default false
   */
  readonly alone?: boolean;
  /** It turns to other topics without being behind, so bounded updates that come meanwhile are given. @default false */
  readonly keepsUp?: boolean;
  /** `seq` of the link that it was given last, where messages are links. @default it was given none */
  readonly lastSeq?: number;
}

/** Options of catching up. */
export interface CatchUpOptions {
  /** Text in one page. @default 64 KiB: one big write stalls everybody else and lags the reader again */
  readonly maxPageChars: number;
  /** Events of the tail looked at in one step. @default 4096: about a millisecond */
  readonly maxScanEvents: number;
  /**
   * Events read from the log at once when memory no longer reaches back, and the blocks of places at whose ends pages end, so
   * that readers who came from different places soon share them.
   * @default 128: taking more out of their words at once would hold up live readers for more than a millisecond
   */
  readonly logPageEvents: number;
  /** Bounded updates for a reader that keeps up. @default 1024: those of one batch */
  readonly maxBoundedPerBatch: number;
}

/** What catching up works with. */
export interface CatchUpParts {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly tail: EventRing;
  readonly former: FormerValues;
  readonly state: RetainedState;
  readonly audiences: Audiences;
  readonly cache: ReplayCache;
  readonly pages: SharedPages;
  readonly deflater: Deflater;
  readonly stats: DeliveryStats;
}

/** What one step of catching up came to. */
export type CatchUpStep =
  /**
   * A page to be written; take the next step when it has drained. What is framed already, because others who stand at the
   * same place are given the same bytes, is in `frames` and not in `texts`.
   */
  | { readonly is: 'page'; readonly texts: readonly string[]; readonly frames?: Buffer }
  /**
   * The last page. Once it is written the reader stands exactly at its audience's position: it must be written and the
   * reader admitted before this turn of the event loop ends.
   */
  | { readonly is: 'caught-up'; readonly texts: readonly string[] };

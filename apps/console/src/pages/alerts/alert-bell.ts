import type { FactOf } from '../../data/fact.ts';
import { isAtLeast, mutedName } from './alert-mute.ts';

type Alert = Pick<FactOf<'alert'>, 'data' | 'seq' | 'receivedAt'>;

/** What a bell works with. */
export interface BellParts {
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
  readonly ring: () => void;
}

/** Least time between two sounds, in ms: ten alerts in one moment are one reason to look. */
const leastSilenceMs = 3_000;
/** An alert that is older than this when it comes, in ms, was caught up on: it is read, not heard. */
const newestMs = 30_000;

/** Sounds for alerts that are new, important and not muted. */
export class AlertBell {
  readonly #parts: BellParts;
  #lastSeq: string | undefined;
  #rangAt = -Infinity;

  constructor(parts: BellParts) {
    this.#parts = parts;
  }

  /** Takes the alerts as they are listed, the oldest first; what was there before the first call is no news. */
  look(alerts: readonly Alert[], muted: readonly string[]): void {
    const seen = this.#lastSeq;
    this.#lastSeq = alerts.at(-1)?.seq ?? seen ?? '';
    if (seen === undefined) return;
    const nowMs = this.#parts.now();
    const isNews = alerts
      .slice(alerts.findLastIndex(({ seq }) => seq === seen) + 1)
      .some(
        (alert) =>
          isAtLeast(alert, 'warning') && nowMs - alert.receivedAt < newestMs && !muted.includes(mutedName(alert)),
      );
    if (!isNews || nowMs - this.#rangAt < leastSilenceMs) return;
    this.#rangAt = nowMs;
    this.#parts.ring();
  }
}

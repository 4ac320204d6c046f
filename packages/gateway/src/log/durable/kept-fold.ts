import { updateRuleOf } from '@pitwall/model';
import type { KeptChange } from './catalog.ts';
import { decodeEvent } from './stored-event.ts';
import type { StoredEvent } from './stored-event.ts';

/** Keys may have any character, so that only a quoted form is free of doubt. */
const unitOf = (account: string, kind: string, key: string): string => JSON.stringify([account, kind, key]);

/**
 * What the events of a file that goes leave behind: the last value of each key, and which keys they ended. Together with
 * what was kept before it is the state at the file's end, so that a fold of the log begins there as if all were still there.
 */
export class KeptFold {
  readonly #changes = new Map<string, KeptChange>();

  /** Takes the next event in order. */
  take(event: StoredEvent): void {
    const fact = decodeEvent(event);
    const { account, kind, key } = fact;
    const rule = updateRuleOf(fact);
    if (rule.retain === 'set') this.#change({ unit: unitOf(account, kind, key), event });
    if (rule.retain !== 'remove') return;
    for (const ended of [kind, ...(rule.alsoRemoves ?? [])]) this.#change({ unit: unitOf(account, ended, key) });
  }

  get changes(): readonly KeptChange[] {
    return [...this.#changes.values()];
  }

  #change(change: KeptChange): void {
    this.#changes.set(change.unit, change);
  }
}

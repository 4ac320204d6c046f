import type { Kind } from '@pitwall/model';
import type { EncodeContext } from '@pitwall/dialects';
import type { RetainedState } from '../state/retained-state.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import type { Hearing } from './hearing.ts';
import { kindsOf, nameAccount, sayList, saysSame, viewOf } from './say.ts';
import type { AnyView } from './say.ts';
import { accountsOf, listUnitId } from './units.ts';
import type { SentList } from './units.ts';

type Collect = AnyView & { mode: 'collect' };

const neverSent: SentList = { changedSeq: 0, events: [] };

/** The collected lists of one audience, as it said them last: the first member's base, then whatever was sent. */
export class CollectedLists {
  readonly #sent = new Map<string, SentList>();
  readonly #state: RetainedState;
  readonly #stats: DeliveryStats;
  readonly #named: boolean;

  constructor(hearing: Hearing, state: RetainedState, stats: DeliveryStats) {
    this.#state = state;
    this.#stats = stats;
    this.#named = hearing.namesAccount;
    for (const kind of kindsOf(hearing.dialect)) {
      if (viewOf(hearing.dialect, kind)?.mode !== 'collect') continue;
      for (const account of accountsOf(hearing, state, kind)) {
        this.#sent.set(listUnitId(account, kind), state.list(account, kind));
      }
    }
  }

  /** A list as members hold it. */
  sent(account: string, kind: Kind): SentList {
    return this.#sent.get(listUnitId(account, kind)) ?? neverSent;
  }

  /** Takes the present list as sent; `undefined` when there are no words or, unless repeating, nothing new in them. */
  say(view: Collect, account: string, kind: Kind, context: EncodeContext): string | undefined {
    const before = this.sent(account, kind);
    const list = this.#state.list(account, kind);
    this.#sent.set(listUnitId(account, kind), list);
    const message = sayList(view, list, context);
    if (message === undefined) return undefined;
    if (context.occasion !== 'repeat' && view.sameAs !== undefined) {
      const said = sayList(view, before, context);
      if (said !== undefined && saysSame(view, said, message)) {
        this.#stats.suppressed += 1;
        return undefined;
      }
    }
    return JSON.stringify(this.#named ? nameAccount(message, account) : message);
  }
}

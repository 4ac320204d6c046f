import type { EventDraft, Exact } from '@pitwall/model';
import type { SessionView } from '../market/session.ts';
import { known, money, quotient } from './figures.ts';
import { withoutAccount, type Stamp } from './stamp.ts';

/** The last price, with its change since the latest earlier day's close and the day's volume. It is shared by all accounts. */
export const marketEvent = (symbol: string, price: Exact, session: SessionView, stamp: Stamp): EventDraft => ({
  ...withoutAccount(stamp),
  kind: 'market',
  data: {
    symbol,
    price: money(price),
    ...known(session.previousClose, (close) => ({
      change: money(price.minus(close)),
      changeRatio: quotient(price.minus(close).div(close)),
    })),
    ...known(session.volume, (volume) => ({ volume: money(volume) })),
  },
});

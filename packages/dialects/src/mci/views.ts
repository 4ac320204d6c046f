import type { Kind, SequencedOf } from '@pitwall/model';
import type { JsonObject } from '../json.ts';
import type { CollectView, EachView, Views } from '../view.ts';
import { eachView } from '../wire/each-view.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { accountUpdate } from './account-update.ts';
import { activityLog } from './activity-log.ts';
import { healthUpdate } from './health-update.ts';
import type { ListMessage } from './list-message.ts';
import { marketUpdate } from './market-update.ts';
import { ordersUpdate } from './orders-update.ts';
import { positionsUpdate } from './positions-update.ts';

/** How often lists may change. */
const listEveryMs = 1000;

/** How often account and health are said, changed or not. */
const figuresEveryMs = 5000;

/** A whole list at most once a second, when it has settled: of a batch of changes nobody sees the half. */
const wholeList = <K extends Kind>(
  topic: string,
  message: Pick<ListMessage<K, never>, 'encode' | 'canSay'>,
): CollectView<K> => ({
  mode: 'collect',
  topic,
  intervalMs: listEveryMs,
  edge: 'trailing',
  sameAs: saysTheSame,
  encode: (events, context) => message.encode(events, context),
  canSay: (event) => message.canSay(event),
});

/** The time of a list is no change of it. */
const saysTheSame = (sent: JsonObject, next: JsonObject): boolean => timeless(sent) === timeless(next);

/** Both come from the same encoder, which writes fields in the same order, so their texts can be compared. */
const timeless = ({ data, ...envelope }: JsonObject): string =>
  JSON.stringify([envelope, isJsonObject(data) ? { ...data, timestamp: 0 } : data]);

/** Said every five seconds, changed or not; said again, it is true of that moment. */
const steadily = <K extends Kind>(message: {
  readonly encode: (event: SequencedOf<K>) => JsonObject | undefined;
}): EachView<K> => ({
  mode: 'each',
  intervalMs: figuresEveryMs,
  repeatEveryMs: figuresEveryMs,
  encode: (event, { occasion, nowMs }) =>
    message.encode(occasion === 'repeat' ? { ...event, occurredAt: nowMs } : event),
});

/** A present order was placed or filled in part at some time; that it is said now is no event of its life. */
const orders: EachView<'order'> = {
  mode: 'each',
  encode: (event, { occasion }) => {
    if (occasion !== 'snapshot') return ordersUpdate.encode(event);
    const action = event.data.status === 'partially_filled' ? 'partially_filled' : 'new';
    return ordersUpdate.encode({ ...event, data: { ...event.data, action } });
  },
};

/** How each kind is said, in the page's order. */
export const mciViews: Views = {
  position: wholeList('positions', positionsUpdate),
  order: orders,
  equity: steadily(accountUpdate),
  health: steadily(healthUpdate),
  market: wholeList('market', marketUpdate),
  activity: eachView(activityLog),
};

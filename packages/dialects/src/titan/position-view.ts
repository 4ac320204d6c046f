import type { JsonObject } from '../json.ts';
import type { EachView } from '../view.ts';
import { changedFields } from '../wire/changed-fields.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { positionUpdate } from './position-update.ts';

/** How often readers of deltas get the whole object again. */
const wholeEveryMs = 30_000;

/**
 * How positions are said. A present value is `UPDATED`, since `OPENED` would announce a trade that does not happen now.
 */
export const positionView: EachView<'position'> = {
  mode: 'each',
  repeatEveryMs: wholeEveryMs,
  repeatOnlyDeltas: true,
  encode: (event, { occasion }) =>
    positionUpdate.encode(
      occasion === 'snapshot' || occasion === 'repeat'
        ? { ...event, data: { ...event.data, action: 'updated' } }
        : event,
    ),
  delta: (sent, next) => deltaOf(sent, next) ?? next,
};

/** Only between two messages of one living position: its beginning and its end are always whole. */
const deltaOf = (sent: JsonObject, next: JsonObject): JsonObject | undefined => {
  const [before, after] = [sent['data'], next['data']];
  if (!isJsonObject(before) || !isJsonObject(after)) return undefined;
  if (after['action'] !== 'UPDATED' || before['action'] === 'CLOSED' || before['action'] === 'LIQUIDATED')
    return undefined;
  const [held, position] = [before['position'], after['position']];
  if (!isJsonObject(held) || !isJsonObject(position)) return undefined;
  if (held['symbol'] !== position['symbol'] || held['side'] !== position['side']) return undefined;
  return { ...next, data: { ...after, position: changedFields(held, position, ['symbol', 'side']) } };
};

import { kindNames, type Kind, type SequencedOf } from '@pitwall/model';
import { factOf } from '../canonical/fact.ts';
import type { JsonObject } from '../json.ts';
import type { EachView, EncodeContext, Views } from '../view.ts';
import { changedFields } from '../wire/changed-fields.ts';
import { isJsonObject } from '../wire/page-object.ts';

/** Stream, place and time of sending are the gateway's to say: the words here are shared by all who hear the fact. */
const encode = (event: SequencedOf<Kind>, { occasion }: EncodeContext): JsonObject => ({
  type: occasion === 'live' || occasion === 'replay' ? 'event' : 'snapshot',
  ...factOf(event),
});

/** What changed of the data, and the rest as it is; `extra` only where it changed. */
const delta = (sent: JsonObject, next: JsonObject): JsonObject => {
  const [before, after] = [objectIn(sent['data']), objectIn(next['data'])];
  const { extra } = changedFields({ extra: sent['extra'] }, { extra: next['extra'] }, []);
  return { ...next, type: 'delta', data: changedFields(before, after, []), extra };
};

const objectIn = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

const view: EachView<Kind> = { mode: 'each', encode, delta };

const each: { [K in Kind]?: EachView<Kind> } = {};
for (const kind of kindNames) each[kind] = view;

/** Every kind as its canonical event. */
export const views: Views = each;

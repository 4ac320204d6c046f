import type { DataOf } from '@pitwall/model';
import { isJsonObject, pageObject } from '../wire/page-object.ts';
import { listOf } from '../wire/list.ts';
import { flag, name, names } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { sameWords } from '../wire/words.ts';
import type { Codec } from '../wire/codec.ts';
import { titanMessage } from './titan-message.ts';

type ConfigUpdate = DataOf<'config-change'>['updates'][number];

const fields = pageObject<ConfigUpdate>()({
  type: required('type', sameWords(['risk_tuner', 'asset_whitelist'])),
  updated: optional('updated', flag),
  disabled_assets: optional('disabledAssets', names),
});

/** The settings themselves are fields that the page does not name: the model has a place for them, so every dialect sees them. */
const update: Codec<ConfigUpdate, typeof fields.schema> = {
  schema: fields.schema,
  expected: fields.expected,
  read: (wire) => {
    const other = fields.rest?.(wire);
    return isJsonObject(other) ? { ...fields.read(wire), other } : fields.read(wire);
  },
  write: (value) => fields.write(value, value.other),
  ...(fields.problems === undefined ? {} : { problems: fields.problems }),
};

const data = pageObject<DataOf<'config-change'>>()({
  updates: required('updates', listOf(update, 500)),
  operator_id: optional('operatorId', name),
});

/** A change of settings by an operator. */
export const configChange = titanMessage('config-change', 'CONFIG_CHANGE', data);

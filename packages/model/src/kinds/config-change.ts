import { Type } from 'typebox';
import { NameOf } from '../fields.ts';
import { FreeJsonOf } from '../free-json.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

const ConfigUpdate = Shape({
  type: OpenEnum(['risk_tuner', 'asset_whitelist'], 'Which part of the configuration.'),
  updated: Maybe(Type.Boolean()),
  disabledAssets: Maybe(Type.Array(NameOf(), { maxItems: 5000 })),
  other: Maybe(FreeJsonOf('Further fields of the update, named as the publisher names them.')),
});

/** A change of settings by an operator. */
export const configChange = defineKind({
  kind: 'config-change',
  channel: 'config',
  description: 'A change of settings by an operator.',
  identity: 'one per account',
  shared: false,
  schema: Shape({ updates: Type.Array(ConfigUpdate, { maxItems: 500 }), operatorId: Maybe(NameOf()) }),
  key: () => 'config',
  update: () => 'changed',
  updates: { other: everyNone },
});

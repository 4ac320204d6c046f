import { Type } from 'typebox';
import { IdOf, NameOf, TextOf } from '../fields.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** Something that a person should look at. No page has a word for its end, so nothing is retained. */
export const alert = defineKind({
  kind: 'alert',
  channel: 'alerts',
  description: 'Something that a person should look at.',
  identity: 'alert id',
  shared: false,
  schema: Shape({
    alertId: IdOf(),
    severity: OpenEnum(['info', 'warning', 'error', 'critical']),
    title: Maybe(TextOf()),
    message: Maybe(TextOf()),
    category: Maybe(OpenEnum(['risk'])),
    botId: Maybe(IdOf()),
    platform: Maybe(NameOf('Exchange.')),
    actionRequired: Maybe(Type.Boolean()),
    raisedAt: Maybe(TimeMsOf('When it was raised, where that is told apart from the report.')),
  }),
  key: (data) => data.alertId,
  update: (data) => data.severity,
  updates: { other: everyNone },
});

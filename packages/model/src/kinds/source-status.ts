import { DurationMsOf, NameOf } from '../fields.ts';
import { defineKind, everyRemove, everySet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/**
 * Whether a source that promised signs of life still gives them, so that a silent publisher and a quiet market can be told
 * apart. The gateway says it, and only when it changes: a heartbeat in time is no event. `forgotten` ends it.
 */
export const sourceStatus = defineKind({
  kind: 'source-status',
  channel: 'system',
  description: 'Whether a source that promised heartbeats is live, silent or gone; said by the gateway alone.',
  identity: 'publisher and source',
  shared: false,
  fromGateway: true,
  schema: Shape({
    source: NameOf('As its events and heartbeats name it.'),
    publisher: NameOf('Name of the credential with which it publishes.'),
    status: OpenEnum(['live', 'silent', 'gone', 'forgotten']),
    heartbeatMs: DurationMsOf('How often it promised a sign of life.'),
    lastHeardAt: TimeMsOf('When it was last heard, as far as was known when this was said.'),
    silentSince: Maybe(TimeMsOf('When the first sign of life was due that did not come; absent after a goodbye.')),
  }),
  key: ({ publisher, source }) => `${publisher}\n${source}`,
  update: (data) => data.status,
  updates: { forgotten: everyRemove, other: everySet },
});

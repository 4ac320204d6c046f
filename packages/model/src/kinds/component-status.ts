import { FreeJsonOf } from '../free-json.ts';
import { defineKind, everySet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

const componentStatusWords = ['connected', 'disconnected', 'reconnecting', 'degraded', 'error'] as const;

/** The status of one part of a trading system. */
export const componentStatus = defineKind({
  kind: 'component-status',
  channel: 'system',
  description: 'The status of one part of a trading system, such as its broker connection.',
  identity: 'component',
  shared: false,
  schema: Shape({
    component: OpenEnum(['broker', 'database', 'l2_cache', 'websocket', 'heartbeat']),
    status: OpenEnum(componentStatusWords),
    previousStatus: Maybe(OpenEnum(componentStatusWords)),
    details: Maybe(FreeJsonOf('Goes out as it came in.')),
  }),
  key: (data) => data.component,
  update: () => 'changed',
  updates: { changed: everySet, other: everySet },
});

import { Type } from 'typebox';
import type { Static } from 'typebox';
import { count } from './options/forms.ts';

/** What a dialect or a route may have otherwise than all. What is absent is as for all. */
export const RouteLimitOverrides = Type.Object(
  {
    connectionsPerMinutePerIp: Type.Optional(count('New connections a minute and address.')),
    maxConnectionsPerIp: Type.Optional(count('Open connections of one address.')),
    maxInboundFrameBytes: Type.Optional(count('Largest inbound message.', 128)),
    inboundMessages: Type.Optional(count('Inbound messages in any `inboundWindowMs`.')),
    inboundWindowMs: Type.Optional(count('Window of `inboundMessages`, in ms.')),
    maxTopicsPerSession: Type.Optional(count('Topics of one session.')),
  },
  { additionalProperties: false },
);

/** What a dialect or a route may have otherwise than all. */
export type RouteLimitOverrides = Static<typeof RouteLimitOverrides>;

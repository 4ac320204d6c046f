import { Type } from 'typebox';
import { option } from '../option-table.ts';
import { count } from './forms.ts';
import { RouteLimitOverrides } from '../route-limit-overrides.ts';

/** What anybody may use of the gateway. */
export const limitsOptions = {
  maxConnections: option({
    group: 'limits',
    schema: count('Open connections in all. Each idle one holds 10 to 25 KB.'),
    default: 10_000,
  }),
  maxConnectionsPerIp: option({
    group: 'limits',
    schema: count('Open connections of one address, loopback included; of IPv6 addresses with the same first 64 bits.'),
    default: 32,
  }),
  maxConnectionsPerSubject: option({
    group: 'limits',
    schema: count('Open connections of one token’s subject, whatever their addresses.'),
    default: 32,
  }),
  connectionsPerMinutePerIp: option({
    group: 'limits',
    schema: count('New connections a minute and address where a dialect sets no lower limit (titan’s page says 10).'),
    default: 300,
  }),
  dialectConnectionLimits: option({
    group: 'limits',
    schema: Type.Boolean({ description: 'Whether lower connection rates of dialects hold.' }),
    default: true,
  }),
  routeLimits: option({
    group: 'limits',
    schema: Type.Record(Type.String({ minLength: 1, maxLength: 512 }), RouteLimitOverrides, {
      description:
        'Other limits for a dialect (`titan`) or a route (`main/ws/titan`, `3101/ws/console`), the route before the dialect. Connections with limits of their own count for themselves.',
    }),
    default: {},
    onlyInFile: true,
  }),
  httpRequestsPerSecondPerIp: option({
    group: 'limits',
    schema: count('HTTP requests a second and address, averaged; bursts of twice as many.'),
    default: 1_000,
  }),
  failedTokensPerMinutePerIp: option({
    group: 'limits',
    schema: count(
      'Tokens of one address that may be refused a minute; then none of its tokens is looked at for a while.',
    ),
    default: 60,
  }),
  maxInboundFrameBytes: option({
    group: 'limits',
    schema: count('Largest inbound message; a larger one closes 1009.', 128),
    default: 65_536,
  }),
  inboundMessages: option({
    group: 'limits',
    schema: count(
      'Inbound messages and control frames of one connection in any `inboundWindowMs`. Messages above it are discarded; above it by control frames reading pauses.',
    ),
    default: 200,
  }),
  inboundWindowMs: option({
    group: 'limits',
    schema: count('Window of `inboundMessages`, in ms.'),
    default: 2_000,
  }),
  inboundPatienceMs: option({
    group: 'limits',
    schema: count('How long a connection may stay above its inbound limit before it is closed 4429, in ms.'),
    default: 10_000,
  }),
  maxUnreadableFrames: option({
    group: 'limits',
    schema: count('Frames that are not JSON within `unreadableWindowMs` that close a connection 1008.'),
    default: 20,
  }),
  unreadableWindowMs: option({
    group: 'limits',
    schema: count('Window of `maxUnreadableFrames`, in ms.'),
    default: 60_000,
  }),
  maxTopicsPerSession: option({
    group: 'limits',
    schema: count('Topics that one session may be subscribed to.'),
    default: 100,
  }),
  maxStreamsPerSession: option({
    group: 'limits',
    schema: count('Streams that one session may have open where its dialect has streams (pitwall).'),
    default: 16,
  }),
  maxTopicsPerStream: option({
    group: 'limits',
    schema: count('Topics that one stream may hear: kinds, or kinds of single symbols.'),
    default: 2_000,
  }),
  maxBodyBytes: option({
    group: 'limits',
    schema: count('Largest HTTP request body, in bytes.', 1024),
    default: 8_388_608,
  }),
  maxItems: option({
    group: 'limits',
    schema: count('Most events in one HTTP request.'),
    default: 20_000,
  }),
  publishEventsPerSecond: option({
    group: 'limits',
    schema: count('Events a second and publisher over HTTP, averaged; bursts of twice as many.'),
    default: 50_000,
  }),
  routeRequestsPerSecond: option({
    group: 'limits',
    schema: count(
      'Requests a second and caller to mounted routes such as backtests, averaged; bursts of twice as many.',
    ),
    default: 50,
  }),
  maxPollMessages: option({
    group: 'limits',
    schema: count('Most messages in the answer to one poll; the next poll goes on.'),
    default: 1_000,
  }),
  maxWaitingPolls: option({
    group: 'limits',
    schema: count('Polls that wait at a time. Each holds a socket and a few objects.'),
    default: 1_000,
  }),
  maxWaitingPollsPerAddress: option({
    group: 'limits',
    schema: count('Polls of one address that wait at a time.'),
    default: 32,
  }),
  maxRetainedKeys: option({
    group: 'limits',
    schema: count('Keys whose latest value is kept, per account.'),
    default: 100_000,
  }),
} as const;

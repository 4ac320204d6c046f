import { Type } from 'typebox';
import { PublisherCredential } from './ingest/publisher-credential.ts';
import { defaultsOf, option } from './option-table.ts';
import type { OptionValues } from './option-table.ts';

const count = (description: string, minimum = 1) => Type.Integer({ minimum, description });
const names = (description: string) => Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { description });

/** Every setting of the gateway. */
export const gatewayOptionTable = {
  host: option({
    group: 'listen',
    schema: Type.Enum(['loopback', '127.0.0.1', '::1', 'localhost'], {
      description:
        'Where to listen. `loopback` is 127.0.0.1 and ::1, because page clients say `localhost`. Other addresses are refused until tokens and TLS guard them.',
    }),
    default: 'loopback',
  }),
  port: option({
    group: 'listen',
    schema: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description: 'Port of the main listener; 0 lets the system choose.',
    }),
    default: 8080,
  }),
  legacyPorts: option({
    group: 'listen',
    schema: Type.Boolean({
      description: 'Also listen where the pages say: 3101, 3002, 8000 and 8001. A busy one is a warning.',
    }),
    default: true,
  }),
  swapCarryAndQuantmind: option({
    group: 'listen',
    schema: Type.Boolean({
      description: 'Both pages say port 8000 `/ws`; it is carry’s unless this gives it to quantmind and 8001 to carry.',
    }),
    default: false,
  }),
  allowedOrigins: option({
    group: 'access',
    schema: names('Origins of web pages that may connect, beside the listener’s own and loopback.'),
    default: [],
  }),
  allowedHosts: option({
    group: 'access',
    schema: names('Host names under which the gateway may be addressed, beside loopback names.'),
    default: [],
  }),
  account: option({
    group: 'access',
    schema: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'The account that a session without `?account=` watches.',
    }),
    default: 'demo',
  }),
  dev: option({
    group: 'access',
    schema: Type.Boolean({ description: 'Loopback only: publishing needs no token and any account may be named.' }),
    default: false,
  }),
  publishers: option({
    group: 'access',
    schema: Type.Array(PublisherCredential, { description: 'Credentials of publishers.' }),
    default: [],
    secret: true,
    onlyInFile: true,
  }),
  publishToken: option({
    group: 'access',
    schema: Type.String({
      maxLength: 512,
      description: 'One bearer token that may publish to `account`, for setups without a file; empty for none.',
    }),
    default: '',
    secret: true,
  }),
  maxConnections: option({
    group: 'limits',
    schema: count('Open connections in all. Each idle one holds 10 to 25 KB.'),
    default: 10_000,
  }),
  maxConnectionsPerIp: option({
    group: 'limits',
    schema: count('Open connections of one address, loopback included.'),
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
  maxLagMs: option({
    group: 'delivery',
    schema: count('How long a reader’s output may stay undrained before it is closed 1013 with its cursor, in ms.'),
    default: 30_000,
  }),
  highWaterBytes: option({
    group: 'delivery',
    schema: count('Unsent bytes above which a reader becomes a cursor on the log.', 1024),
    default: 262_144,
  }),
  minFlushIntervalMs: option({
    group: 'delivery',
    schema: count(
      'Least time between two flushes, in ms; 0 flushes at the end of each turn in which something became due.',
      0,
    ),
    default: 0,
  }),
  outboundLimit: option({
    group: 'delivery',
    schema: Type.Boolean({
      description: 'Whether outbound budgets of dialects hold (titan: 200 messages in 2 s). Off only for benchmarks.',
    }),
    default: true,
  }),
  logEvents: option({
    group: 'log',
    schema: count('Events that the memory log keeps for catching up.'),
    default: 65_536,
  }),
  logBytes: option({
    group: 'log',
    schema: count('Memory that the memory log may hold, in bytes.', 65_536),
    default: 67_108_864,
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
  maxRetainedKeys: option({
    group: 'limits',
    schema: count('Keys whose latest value is kept, per account.'),
    default: 100_000,
  }),
  drainTimeoutMs: option({
    group: 'listen',
    schema: count('How long a shutdown may take before what is left is cut off, in ms.'),
    default: 10_000,
  }),
  drainSpreadMs: option({
    group: 'listen',
    schema: count(
      'Closes of a shutdown are spread at random over this time, so that clients do not all come back at once, in ms.',
      0,
    ),
    default: 2_000,
  }),
  logLevel: option({
    group: 'observe',
    schema: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { description: 'What is logged.' }),
    default: 'info',
  }),
} as const;

/** Settings of the gateway, all of them resolved. */
export type GatewayOptions = OptionValues<typeof gatewayOptionTable>;

/** Defaults with reasons in the options' own descriptions. */
export const defaultGatewayOptions: GatewayOptions = Object.freeze(defaultsOf(gatewayOptionTable));

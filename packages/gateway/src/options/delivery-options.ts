import { Type } from 'typebox';
import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** How facts are delivered. */
export const deliveryOptions = {
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
  sseHeartbeatMs: option({
    group: 'delivery',
    schema: count(
      'How long a stream of server-sent events may be silent before a comment tells that it lives, in ms. Below the 30 s after which common proxies give up.',
    ),
    default: 15_000,
  }),
  sseRetryMs: option({
    group: 'delivery',
    schema: count('When the client of a stream that was cut off is to come back, in ms.'),
    default: 2_000,
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
  compression: option({
    group: 'delivery',
    schema: Type.Boolean({
      description:
        'Whether WebSocket messages are compressed for clients that offer it. Off saves their and our time where nobody is far away.',
    }),
    default: true,
  }),
  compressionMinBytes: option({
    group: 'delivery',
    schema: count('Bytes from which a message is compressed, or the small ones of a batch together.'),
    default: 1024,
  }),
  compressionMinReaders: option({
    group: 'delivery',
    schema: count(
      'Readers of one stream from which its small messages are compressed too: each takes some 20 µs, shared by all of them.',
    ),
    default: 16,
  }),
  compressionMsPerSecond: option({
    group: 'delivery',
    schema: count('Time for compression in each second, in ms; what comes when it is spent goes plain.', 0),
    default: 200,
  }),
} as const;

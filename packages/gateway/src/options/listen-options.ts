import { Type } from 'typebox';
import { option } from '../option-table.ts';
import { count } from './forms.ts';

/** Where the gateway listens. */
export const listenOptions = {
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
} as const;

import { Type } from 'typebox';
import { option } from '../option-table.ts';
import { count, names } from './forms.ts';

/** Where the gateway listens. */
export const listenOptions = {
  host: option({
    group: 'listen',
    schema: Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '^[A-Za-z0-9._:%-]+$',
      description:
        'Where all ports listen: an address, a name, `0.0.0.0` or `::` for everywhere. `loopback` is 127.0.0.1 and ::1, because page clients say `localhost`. Beyond loopback nothing starts until tokens and TLS guard it.',
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
  tlsCert: option({
    group: 'listen',
    schema: Type.String({
      maxLength: 4096,
      description:
        'PEM file of the certificate with its chain; with it the listeners speak TLS. Read again on SIGHUP. Empty for none.',
    }),
    default: '',
  }),
  tlsKey: option({
    group: 'listen',
    schema: Type.String({ maxLength: 4096, description: 'PEM file of the key of `tlsCert`.' }),
    default: '',
  }),
  tlsListeners: option({
    group: 'listen',
    schema: names('Listeners that speak TLS where a certificate is given: `main` and ports; empty for all.'),
    default: [],
  }),
  tlsEndsAtProxy: option({
    group: 'listen',
    schema: Type.Boolean({
      description: 'Whether a proxy in front of the gateway ends TLS, so that plain connections from it are safe.',
    }),
    default: false,
  }),
  trustedProxies: option({
    group: 'listen',
    schema: names(
      'Proxies whose `X-Forwarded-For` tells the client’s address: addresses, ranges such as 10.0.0.0/8, or `loopback`.',
    ),
    default: [],
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

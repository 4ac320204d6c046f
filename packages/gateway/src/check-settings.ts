import type { Dialect } from '@pitwall/dialects';
import type { GatewayOptions } from './options.ts';
import { assertSecure } from './secure-defaults.ts';
import { routesOf } from './transport/route-table.ts';

/**
 * Refuses settings that a start would refuse, before anything else is begun, such as opening a log. Throws `INVALID_OPTION`.
 */
export const checkSettings = (options: GatewayOptions, dialects: readonly Dialect[]): void => {
  assertSecure(options, routesOf(dialects, options));
};

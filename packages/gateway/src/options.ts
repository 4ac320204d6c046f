import { accessOptions } from './options/access-options.ts';
import { deliveryOptions } from './options/delivery-options.ts';
import { identityOptions } from './options/identity-options.ts';
import { limitsOptions } from './options/limits-options.ts';
import { listenOptions } from './options/listen-options.ts';
import { logOptions } from './options/log-options.ts';
import { observeOptions } from './options/observe-options.ts';
import { seriesOptions } from './options/series-options.ts';
import { sessionOptions } from './options/session-options.ts';
import { sourceOptions } from './options/source-options.ts';
import { defaultsOf } from './option-table.ts';
import type { OptionValues } from './option-table.ts';

/** Every setting of the gateway. */
export const gatewayOptionTable = {
  ...listenOptions,
  ...accessOptions,
  ...identityOptions,
  ...sessionOptions,
  ...limitsOptions,
  ...seriesOptions,
  ...deliveryOptions,
  ...logOptions,
  ...observeOptions,
  ...sourceOptions,
} as const;

/** Settings of the gateway, all of them resolved. */
export type GatewayOptions = OptionValues<typeof gatewayOptionTable>;

/** Defaults with reasons in the options' own descriptions. */
export const defaultGatewayOptions: GatewayOptions = Object.freeze(defaultsOf(gatewayOptionTable));

import { gatewayOptionTable } from '@pitwall/gateway';
import type { OptionTable, OptionValues } from '@pitwall/gateway';
import { backtestOptionTable } from './backtest-options.ts';
import { deskOptionTable } from './desk-options.ts';
import { dialectOptionTable } from './dialect-options.ts';
import { storageOptionTable } from './storage-options.ts';

/** Settings of `pitwall serve`. */
export const serveOptionTable = {
  ...gatewayOptionTable,
  ...dialectOptionTable,
  ...backtestOptionTable,
  ...storageOptionTable,
} satisfies OptionTable;

/** Settings of `pitwall demo`, which are all there are: a file may hold any of them for either command. */
export const demoOptionTable = { ...serveOptionTable, ...deskOptionTable } satisfies OptionTable;

/** Resolved settings of `pitwall serve`. */
export type ServeOptions = OptionValues<typeof serveOptionTable>;

/** Resolved settings of `pitwall demo`. */
export type DemoOptions = OptionValues<typeof demoOptionTable>;

import { createRealtimeClient } from './realtime-client.ts';

export { fleetPolicy } from './fleet-policy.ts';
export type { FleetPolicy } from './fleet-policy.ts';
export type { FleetStatus } from './fleet-standing.ts';
export type { FleetCommand, FleetMessage } from './messages.ts';
export { createRealtimeClient } from './realtime-client.ts';
export type { FleetFact, FleetType, RealtimeClient, RealtimeOptions } from './realtime-client.ts';

/** The client of a page that has one, as the fleet page's own module gives it. It does nothing before `connect`. */
export const realtimeClient = /* @__PURE__ */ createRealtimeClient();

/**
 * The same, since the page imports it as the default of its module.
 * @alias
 */
export default realtimeClient;

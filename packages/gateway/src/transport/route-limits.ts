import { PitwallError } from '@pitwall/model';
import type { RouteLimitOverrides } from '../route-limit-overrides.ts';
import type { Route } from './route-table.ts';

/** What limits are made of. */
export interface RouteLimitOptions {
  readonly routeLimits: { readonly [name: string]: RouteLimitOverrides };
  readonly connectionsPerMinutePerIp: number;
  readonly dialectConnectionLimits: boolean;
  readonly maxConnectionsPerIp: number;
  readonly maxInboundFrameBytes: number;
  readonly inboundMessages: number;
  readonly inboundWindowMs: number;
  readonly maxTopicsPerSession: number;
}

/** A number of connections, and with whom it is shared. */
export interface ConnectionQuota {
  /** Who counts together: `''` for all routes without a number of their own. */
  readonly sharedBy: string;
  readonly most: number;
}

/** The limits that hold on one route. */
export interface RouteLimits {
  /** New connections a minute and address. */
  readonly newPerMinute: ConnectionQuota;
  /** Open connections of one address. */
  readonly open: ConnectionQuota;
  readonly maxInboundFrameBytes: number;
  readonly inboundMessages: number;
  readonly inboundWindowMs: number;
  readonly maxTopicsPerSession: number;
}

type RouteName = Pick<Route, 'listener' | 'path' | 'dialect'>;

/** How `routeLimits` names a single route. */
const nameOf = ({ listener, path }: RouteName): string => `${listener}${path}`;

const ownQuota = (
  route: RouteName,
  options: RouteLimitOptions,
  limit: 'connectionsPerMinutePerIp' | 'maxConnectionsPerIp',
): ConnectionQuota | undefined => {
  for (const sharedBy of [nameOf(route), route.dialect.name]) {
    const most = options.routeLimits[sharedBy]?.[limit];
    if (most !== undefined) return { sharedBy, most };
  }
  return undefined;
};

/** A page's own rate holds where it is lower than everybody's (ruling 14: 10 a minute on titan's routes). */
const rateOfPage = (route: RouteName, options: RouteLimitOptions): ConnectionQuota | undefined => {
  const { name, traits } = route.dialect;
  const most = traits.connectionsPerMinutePerIp;
  const isLower = options.dialectConnectionLimits && most < options.connectionsPerMinutePerIp;
  return isLower ? { sharedBy: name, most } : undefined;
};

/** The limits of a route: its own, else its dialect's, else those of all (ruling 14). */
export const limitsOf = (route: RouteName, options: RouteLimitOptions): RouteLimits => {
  const { routeLimits } = options;
  const own = { ...routeLimits[route.dialect.name], ...routeLimits[nameOf(route)] };
  return {
    newPerMinute: ownQuota(route, options, 'connectionsPerMinutePerIp') ??
      rateOfPage(route, options) ?? { sharedBy: '', most: options.connectionsPerMinutePerIp },
    open: ownQuota(route, options, 'maxConnectionsPerIp') ?? { sharedBy: '', most: options.maxConnectionsPerIp },
    maxInboundFrameBytes: own.maxInboundFrameBytes ?? options.maxInboundFrameBytes,
    inboundMessages: own.inboundMessages ?? options.inboundMessages,
    inboundWindowMs: own.inboundWindowMs ?? options.inboundWindowMs,
    maxTopicsPerSession: own.maxTopicsPerSession ?? options.maxTopicsPerSession,
  };
};

/** The limits of every route, made once. Throws `INVALID_OPTION` when some are given for what does not exist. */
export const routeLimitsOf = (
  routes: readonly Route[],
  options: RouteLimitOptions,
): ReadonlyMap<Route, RouteLimits> => {
  const known = new Set(routes.flatMap((route) => [route.dialect.name, nameOf(route)]));
  const unknown = Object.keys(options.routeLimits).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const named = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw new PitwallError(
      'INVALID_OPTION',
      `routeLimits names ${named}, which is no route here; expected one of ${[...known].join(', ')}`,
    );
  }
  return new Map(routes.map((route) => [route, limitsOf(route, options)]));
};

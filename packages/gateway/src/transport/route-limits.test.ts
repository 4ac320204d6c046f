import { dialects } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { defaultGatewayOptions } from '../options.ts';
import { limitsOf, routeLimitsOf } from './route-limits.ts';
import type { RouteLimitOptions } from './route-limits.ts';
import { routesOf } from './route-table.ts';

const options: RouteLimitOptions = defaultGatewayOptions;

const routes = routesOf(dialects, { legacyPorts: true, swapCarryAndQuantmind: false });

const limitsAt = (listener: string, path: string, changes: Partial<RouteLimitOptions> = {}) => {
  const route = routes.find((one) => one.listener === listener && one.path === path);
  if (route === undefined) throw new Error(`no route ${listener}${path}`);
  return limitsOf(route, { ...options, ...changes });
};

describe('the limits of a route', () => {
  // Promises: ruling-14.new-connections, titan.connection-rate
  it('are 10 new connections a minute on titan’s routes and 300 elsewhere (ruling 14)', () => {
    const titan = { sharedBy: 'titan', most: 10 };
    expect(limitsAt('main', '/ws/titan').newPerMinute).toEqual(titan);
    expect(limitsAt('3101', '/ws/console').newPerMinute).toEqual(titan);
    expect(limitsAt('main', '/ws/quantmind').newPerMinute).toEqual({ sharedBy: '', most: 300 });
  });

  it('are those of all where a page’s lower rate is switched off, or is not lower', () => {
    expect(limitsAt('main', '/ws/titan', { dialectConnectionLimits: false }).newPerMinute.most).toBe(300);
    expect(limitsAt('main', '/ws/titan', { connectionsPerMinutePerIp: 5 }).newPerMinute).toEqual({
      sharedBy: '',
      most: 5,
    });
  });

  // Promise: ruling-14.open-connections
  it('are those of all where nothing else is said', () => {
    expect(limitsAt('main', '/ws/quantmind')).toEqual({
      newPerMinute: { sharedBy: '', most: 300 },
      open: { sharedBy: '', most: 32 },
      maxInboundFrameBytes: 65_536,
      inboundMessages: 200,
      inboundWindowMs: 2_000,
      maxTopicsPerSession: 100,
    });
  });

  // Promise: ruling-14.configurable
  it('are the route’s own before its dialect’s before those of all, limit by limit', () => {
    const routeLimits = {
      titan: { connectionsPerMinutePerIp: 60, maxConnectionsPerIp: 4, inboundMessages: 20, maxTopicsPerSession: 3 },
      '3101/ws/console': { connectionsPerMinutePerIp: 600, maxInboundFrameBytes: 1_024, inboundMessages: 5 },
    };
    expect(limitsAt('3101', '/ws/console', { routeLimits })).toEqual({
      newPerMinute: { sharedBy: '3101/ws/console', most: 600 },
      open: { sharedBy: 'titan', most: 4 },
      maxInboundFrameBytes: 1_024,
      inboundMessages: 5,
      inboundWindowMs: 2_000,
      maxTopicsPerSession: 3,
    });
    expect(limitsAt('main', '/ws/titan', { routeLimits })).toMatchObject({
      newPerMinute: { sharedBy: 'titan', most: 60 },
      inboundMessages: 20,
      maxInboundFrameBytes: 65_536,
    });
    expect(limitsAt('main', '/ws/quantmind', { routeLimits })).toEqual(limitsAt('main', '/ws/quantmind'));
  });

  it('are made for every route, and refused for one that does not exist', () => {
    expect(routeLimitsOf(routes, options).size).toBe(routes.length);
    const misspelt = { ...options, routeLimits: { titam: { inboundMessages: 5 } } };
    expect(() => routeLimitsOf(routes, misspelt)).toThrow(/routeLimits names "titam".*main\/ws\/titan/);
  });
});

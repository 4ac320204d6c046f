import { dialects } from '@pitwall/dialects';
import { streamProbeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { findRoute, mainListener, routesOf } from './route-table.ts';
import type { RouteOptions } from './route-table.ts';

const options: RouteOptions = { legacyPorts: true, swapCarryAndQuantmind: false };

/** Where the pages of each dialect say that it is. */
const promised = new Map([
  ['titan', ['main /ws/titan', 'main /ws/console', '3101 /ws/console', '3002 /ws/console']],
  ['carry', ['main /ws/carry', '8000 /ws']],
  ['fleet', ['main /ws/fleet', 'main /api/ws', '8000 /api/ws']],
  ['mci', ['main /ws/mci', 'main /telemetry']],
  ['quantmind', ['main /ws/quantmind', '8001 /ws']],
  ['pitwall', ['main /ws/pitwall', 'main /v1/stream']],
]);

/** The routes of all dialects, as `listener path dialect`. */
const told = (changes: Partial<RouteOptions> = {}): readonly string[] =>
  routesOf(dialects, { ...options, ...changes }).map(
    ({ listener, path, dialect }) => `${listener} ${path} ${dialect.name}`,
  );

const find = (listener: string, path: string, subprotocols: readonly string[] = []): string | undefined =>
  findRoute(routesOf(dialects, options), { listener, path, subprotocols })?.dialect.name;

describe('the routes', () => {
  // Promises: ruling-1.main-listener, ruling-1.legacy-listeners, titan.path, carry.path, fleet.path, quantmind.path
  it('lead to every dialect on the main listener, and to those of the pages where they say', () => {
    const routes = dialects.flatMap(({ name }) => promised.get(name)?.map((place) => `${place} ${name}`) ?? [name]);
    expect(told()).toEqual(routes);
  });

  it('leave out the ports of the pages on request', () => {
    expect(told({ legacyPorts: false })).toEqual(told().filter((route) => route.startsWith('main ')));
  });

  // Promises: ruling-1.swap, quantmind.path
  it('give quantmind the port that both pages claim when they are swapped, and touch no other', () => {
    const changed = told({ swapCarryAndQuantmind: true }).filter((route) => !told().includes(route));
    expect(changed.toSorted()).toEqual(['8000 /ws quantmind', '8001 /ws carry']);
    expect(told({ swapCarryAndQuantmind: true })).toContain('8000 /api/ws fleet');
  });

  it('are never in each other’s way', () => {
    for (const swapCarryAndQuantmind of [false, true]) {
      const places = routesOf(dialects, { ...options, swapCarryAndQuantmind }).map(
        ({ listener, path }) => listener + path,
      );
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('have listeners that are named by their ports', () => {
    for (const { listener, port } of routesOf(dialects, options)) {
      expect(listener).toBe(port === undefined ? mainListener : String(port));
    }
  });
});

describe('the dialect of a connection', () => {
  it('follows from listener and path together', () => {
    expect([find('8001', '/ws'), find('8000', '/ws'), find('8000', '/api/ws')]).toEqual([
      'quantmind',
      'carry',
      'fleet',
    ]);
    expect([find('main', '/ws/titan'), find('main', '/ws/console'), find('3101', '/ws/console')]).toEqual([
      'titan',
      'titan',
      'titan',
    ]);
  });

  it.each([
    ['main', '/ws'],
    ['main', '/'],
    ['main', '/ws/nonsense'],
    ['main', '/ws/titan/'],
    ['3101', '/ws'],
    ['3101', '/ws/titan'],
    ['9999', '/ws/console'],
  ])('is none on %s %s', (listener, path) => {
    expect(find(listener, path)).toBeUndefined();
  });

  // Promise: ruling-1.subprotocol
  it('follows from the subprotocol on /ws of the main listener, by the client’s own order', () => {
    expect(find('main', '/ws', ['fleet'])).toBe('fleet');
    expect(find('main', '/ws', ['quantmind', 'titan'])).toBe('quantmind');
    expect(find('main', '/ws', ['nonsense', 'titan'])).toBe('titan');
    expect(find('main', '/ws', ['nonsense'])).toBeUndefined();
  });

  it('follows from what a protocol says beside its name', () => {
    const spoken = routesOf([...dialects, streamProbeDialect], options);
    const request = { listener: 'main', path: '/ws' };
    const found = findRoute(spoken, { ...request, subprotocols: ['nonsense', 'stream-probe.v1', 'titan'] });
    expect(found?.dialect.name).toBe('stream-probe');
    expect(findRoute(spoken, { ...request, subprotocols: ['titan.v1'] })).toBeUndefined();
  });

  // Promise: ruling-1.subprotocol
  it('never follows from the subprotocol elsewhere', () => {
    expect(find('8001', '/ws', ['titan'])).toBe('quantmind');
    expect(find('main', '/ws/titan', ['fleet'])).toBe('titan');
    expect(find('3101', '/ws', ['titan'])).toBeUndefined();
  });
});

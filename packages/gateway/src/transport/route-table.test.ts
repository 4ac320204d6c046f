import { dialects } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { findRoute, mainListener, routesOf } from './route-table.ts';
import type { RouteOptions } from './route-table.ts';

const options: RouteOptions = { legacyPorts: true, swapCarryAndQuantmind: false };

const dialectAt = (name: string, ...legacy: { port: number; path: string }[]): Dialect => ({
  ...probeDialect,
  name,
  traits: { ...probeDialect.traits, routes: { main: [], legacy } },
});

const carry = dialectAt('carry', { port: 8000, path: '/ws' });
const fleet = dialectAt('fleet', { port: 8000, path: '/api/ws' });
const all = [...dialects, carry, fleet];

/** The routes of all dialects, as `listener path dialect`. */
const told = (changes: Partial<RouteOptions> = {}): readonly string[] =>
  routesOf(all, { ...options, ...changes }).map(({ listener, path, dialect }) => `${listener} ${path} ${dialect.name}`);

const find = (listener: string, path: string, subprotocols: readonly string[] = []): string | undefined =>
  findRoute(routesOf(all, options), { listener, path, subprotocols })?.dialect.name;

describe('the routes', () => {
  it('lead to every dialect on the main listener, and to those of the pages where they say', () => {
    expect(told()).toEqual([
      'main /ws/titan titan',
      'main /ws/console titan',
      '3101 /ws/console titan',
      '3002 /ws/console titan',
      'main /ws/quantmind quantmind',
      '8001 /ws quantmind',
      'main /ws/carry carry',
      '8000 /ws carry',
      'main /ws/fleet fleet',
      '8000 /api/ws fleet',
    ]);
  });

  it('leave out the ports of the pages on request', () => {
    expect(told({ legacyPorts: false }).filter((route) => !route.startsWith('main '))).toEqual([]);
    expect(told({ legacyPorts: false })).toHaveLength(5);
  });

  it('give quantmind the port that both pages claim when they are swapped, and touch no other', () => {
    const changed = told({ swapCarryAndQuantmind: true }).filter((route) => !told().includes(route));
    expect(changed).toEqual(['8000 /ws quantmind', '8001 /ws carry']);
    expect(told({ swapCarryAndQuantmind: true })).toContain('8000 /api/ws fleet');
  });

  it('are never in each other’s way', () => {
    for (const swapCarryAndQuantmind of [false, true]) {
      const places = routesOf(all, { ...options, swapCarryAndQuantmind }).map(({ listener, path }) => listener + path);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('have listeners that are named by their ports', () => {
    for (const { listener, port } of routesOf(all, options)) {
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

  it('follows from the subprotocol on /ws of the main listener, by the client’s own order', () => {
    expect(find('main', '/ws', ['fleet'])).toBe('fleet');
    expect(find('main', '/ws', ['quantmind', 'titan'])).toBe('quantmind');
    expect(find('main', '/ws', ['nonsense', 'titan'])).toBe('titan');
    expect(find('main', '/ws', ['nonsense'])).toBeUndefined();
  });

  it('never follows from the subprotocol elsewhere', () => {
    expect(find('8001', '/ws', ['titan'])).toBe('quantmind');
    expect(find('main', '/ws/titan', ['fleet'])).toBe('titan');
    expect(find('3101', '/ws', ['titan'])).toBeUndefined();
  });
});

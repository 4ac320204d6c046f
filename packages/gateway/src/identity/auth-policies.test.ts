import { describe, expect, it } from 'vitest';
import { defaultGatewayOptions } from '../options.ts';
import { createAuthPolicies, policyProblems } from './auth-policies.ts';
import type { PolicyCheckOptions } from './auth-policies.ts';
import type { AuthPolicy } from './identity.ts';
import { testSecret } from './identity-rig.fixture.ts';

const route = (name: string, auth: AuthPolicy, listener = 'main', path = `/ws/${name}`) => ({
  listener,
  path,
  dialect: { name, traits: { auth } },
});

const titan = route('titan', 'none');
const carry = route('carry', 'optional');
const fleet = route('fleet', 'required');
const routes = [titan, carry, fleet];
const key = { jwtSecret: testSecret };

/** The policies of titan, carry, fleet and the API. */
const policies = (options: Partial<PolicyCheckOptions>): readonly AuthPolicy[] => {
  const made = createAuthPolicies({ ...defaultGatewayOptions, ...options });
  return [...routes.map((one) => made.forRoute(one)), made.forApi()];
};

describe('ruling 9: where a token is asked for', () => {
  // Promises: titan.no-auth, titan.auth-beyond-loopback, quantmind.token, carry.optional-token, ruling-9.required, ruling-9.none
  it.each<[string, Partial<PolicyCheckOptions>, readonly AuthPolicy[]]>([
    ['on loopback as the page says', {}, ['none', 'optional', 'required', 'none']],
    [
      'on loopback with a key as the page says, and everywhere if one is shown',
      key,
      ['optional', 'optional', 'required', 'optional'],
    ],
    ['in development nowhere', { dev: true }, ['none', 'none', 'none', 'none']],
    [
      'in development with a key if one is shown',
      { dev: true, ...key },
      ['optional', 'optional', 'optional', 'optional'],
    ],
    ['beyond loopback everywhere', { host: '0.0.0.0', ...key }, ['required', 'required', 'required', 'required']],
    [
      'beyond loopback everywhere without a key too',
      { host: '192.0.2.1' },
      ['required', 'required', 'required', 'required'],
    ],
    [
      'beyond loopback everywhere in development too',
      { host: '::', dev: true },
      ['required', 'required', 'required', 'required'],
    ],
    ['everywhere as told', { auth: 'required', ...key }, ['required', 'required', 'required', 'required']],
    [
      'by a dialect as told',
      { authRoutes: { titan: 'required', api: 'required' } },
      ['required', 'optional', 'required', 'required'],
    ],
    [
      'a route before its dialect',
      { authRoutes: { titan: 'none', 'main/ws/titan': 'required' } },
      ['required', 'optional', 'required', 'none'],
    ],
    [
      'a route before all',
      { auth: 'required', authRoutes: { fleet: 'none' } },
      ['required', 'required', 'none', 'required'],
    ],
  ])('%s', (_, options, expected) => {
    expect(policies(options)).toEqual(expected);
  });

  it('tells the listeners of a dialect apart', () => {
    const made = createAuthPolicies({ ...defaultGatewayOptions, authRoutes: { '3101/ws/console': 'required' } });
    expect(made.forRoute(route('titan', 'none', '3101', '/ws/console'))).toBe('required');
    expect(made.forRoute(route('titan', 'none', 'main', '/ws/console'))).toBe('none');
  });

  it('takes no name of an object’s own for a route', () => {
    expect(policies({ authRoutes: {} })).toEqual(policies({}));
    const made = createAuthPolicies(defaultGatewayOptions);
    expect(made.forRoute(route('constructor', 'none'))).toBe('none');
  });
});

describe('what must not be about policies', () => {
  const problems = (options: Partial<PolicyCheckOptions>) =>
    policyProblems({ ...defaultGatewayOptions, ...options }, routes).map(
      ({ option, message }) => `${option}: ${message}`,
    );

  it.each<[string, Partial<PolicyCheckOptions>]>([
    ['the defaults', {}],
    ['a key on loopback', key],
    ['development', { dev: true }],
    ['a key beyond loopback', { host: '0.0.0.0', ...key }],
    [
      'anybody beyond loopback, if that is said',
      { host: '0.0.0.0', ...key, auth: 'none', anonymousBeyondLoopback: true },
    ],
    ['single routes', { ...key, authRoutes: { titan: 'required', 'main/ws/carry': 'none', api: 'required' } }],
  ])('is nothing about %s', (_, options) => {
    expect(problems(options)).toEqual([]);
  });

  // Promise: ruling-9.none
  it.each<[string, Partial<PolicyCheckOptions>, RegExp]>([
    [
      'no key beyond loopback',
      { host: '0.0.0.0' },
      /^auth: "required" asks for tokens that nothing can check; set jwtSecret/,
    ],
    ['a token asked for without a key', { auth: 'required' }, /^auth: "required"/],
    [
      'one asked for by a route without a key',
      { authRoutes: { titan: 'required' } },
      /^authRoutes: "required" at titan/,
    ],
    ['anybody beyond loopback', { host: '0.0.0.0', ...key, auth: 'none' }, /^auth: "none" lets anybody in/],
    ['anybody with a warning', { host: '0.0.0.0', ...key, auth: 'optional' }, /^auth: "optional" lets anybody in/],
    ['anybody at a route', { host: '0.0.0.0', ...key, authRoutes: { titan: 'none' } }, /^authRoutes: "none" at titan/],
    ['a route that is none', { authRoutes: { tiatn: 'none' } }, /^authRoutes: "tiatn" is no route/],
  ])('is said once of %s', (_, options, expected) => {
    expect(problems(options)).toEqual([expect.stringMatching(expected)]);
  });
});

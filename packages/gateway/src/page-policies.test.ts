import { dialects } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { createAuthPolicies } from './identity/auth-policies.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';
import { routesOf } from './transport/route-table.ts';

/** Who asks for a token, at each of its routes. */
const policiesOf = (changes: Partial<GatewayOptions>): Readonly<Record<string, readonly string[]>> => {
  const options = { ...defaultGatewayOptions, ...changes };
  const policies = createAuthPolicies(options);
  const routes = routesOf(dialects, options);
  return Object.fromEntries(
    dialects.map(({ name }) => {
      const own = routes.filter(({ dialect }) => dialect.name === name).map((route) => policies.forRoute(route));
      return [name, [...new Set(own)]];
    }),
  );
};

describe('the tokens that pages ask for', () => {
  // Promises: titan.no-auth, carry.optional-token, fleet.auth-first, quantmind.token, ruling-9.none
  it('are on loopback what each page says', () => {
    expect(policiesOf({})).toEqual({
      titan: ['none'],
      carry: ['optional'],
      fleet: ['required'],
      mci: ['required'],
      quantmind: ['none'],
      pitwall: ['optional'],
    });
  });

  // Promises: titan.auth-beyond-loopback, quantmind.token, ruling-9.required
  it('are beyond loopback required by all', () => {
    const all = Object.values(policiesOf({ host: '0.0.0.0', jwtSecret: 'a-secret-of-no-less-than-32-bytes!' }));
    expect(all).toEqual(dialects.map(() => ['required']));
  });
});

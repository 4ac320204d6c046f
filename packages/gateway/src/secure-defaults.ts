import { PitwallError } from '@pitwall/model';
import type { Problem } from '@pitwall/model';
import { createAuthPolicies, policyProblems } from './identity/auth-policies.ts';
import { isLoopbackHost } from './listen-hosts.ts';
import { flagName } from './option-table.ts';
import type { GatewayOptions } from './options.ts';
import { speaksTls } from './tls.ts';
import { clientAddress } from './transport/client-address.ts';
import { routeLimitsOf } from './transport/route-limits.ts';
import { mainListener } from './transport/route-table.ts';
import type { Route } from './transport/route-table.ts';

/** An option as a person may set it: in a file, or as a flag. */
const named = (name: keyof GatewayOptions): string => `${name} (${flagName(name)})`;

const problem = (path: keyof GatewayOptions, found: string, expected: string): Problem => ({ path, found, expected });

/** As many as each of `publishers` must have: what is shorter can be guessed. */
const minCredentialLength = 16;

const listenersOf = (routes: readonly Route[]): readonly string[] => [
  ...new Set([mainListener, ...routes.map(({ listener }) => listener)]),
];

const reasonOf = (attempt: () => unknown): string | undefined => {
  try {
    attempt();
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
};

/** Settings that cannot be meant, wherever the gateway listens. */
const contradictions = (options: GatewayOptions, routes: readonly Route[]): readonly Problem[] => {
  const { tlsCert, tlsKey, tlsListeners, trustedProxies } = options;
  const listeners = listenersOf(routes);
  const problems: Problem[] = [];
  if (tlsCert !== '' && tlsKey === '') problems.push(problem('tlsKey', 'nothing', 'the key of tlsCert'));
  if (tlsCert === '' && tlsKey !== '') problems.push(problem('tlsCert', 'nothing', 'the certificate of tlsKey'));
  if (tlsCert === '' && tlsListeners.length > 0) {
    problems.push(problem('tlsListeners', tlsListeners.join(', '), 'nothing where no tlsCert is given'));
  }
  for (const name of tlsListeners.filter((one) => !listeners.includes(one))) {
    problems.push(problem('tlsListeners', JSON.stringify(name), `only listeners that exist: ${listeners.join(', ')}`));
  }
  const noProxy = reasonOf(() => clientAddress(trustedProxies));
  if (noProxy !== undefined) problems.push(problem('trustedProxies', '', noProxy));
  const noRoute = reasonOf(() => routeLimitsOf(routes, options));
  if (noRoute !== undefined) problems.push(problem('routeLimits', '', noRoute));
  return problems;
};

/**
 * Why others can reach the gateway; `undefined` where this machine alone can. A proxy that is spoken of lets others in,
 * also where it stands on this machine.
 */
const exposureOf = ({ host, tlsEndsAtProxy, trustedProxies }: GatewayOptions): string | undefined => {
  if (!isLoopbackHost(host)) return `host is ${host}`;
  if (tlsEndsAtProxy) return 'tlsEndsAtProxy is set';
  return trustedProxies.length > 0 ? 'trustedProxies are given' : undefined;
};

/** What must not be where others can reach the gateway. */
const exposures = (options: GatewayOptions, routes: readonly Route[]): readonly Problem[] => {
  const problems: Problem[] = [];
  if (options.dev) {
    problems.push(
      problem(
        'dev',
        'on',
        `off: it lets anybody publish and watch everything; ${flagName('dev')} and the demo are for this machine alone`,
      ),
    );
  }
  if (options.publishToken !== '' && options.publishToken.length < minCredentialLength) {
    const what = `a text of at least ${minCredentialLength} characters that nobody guesses, or nothing`;
    problems.push(problem('publishToken', 'too short (it is secret, so not shown)', what));
  }
  const plain = listenersOf(routes).filter((listener) => !speaksTls(options, listener));
  if (plain.length > 0 && !options.tlsEndsAtProxy) {
    const which = options.tlsCert === '' ? '' : ` for ${plain.join(', ')} too, in tlsListeners,`;
    const what = `TLS${which} by ${named('tlsCert')} and ${named('tlsKey')}, or ${named('tlsEndsAtProxy')} where a proxy in front of it ends TLS`;
    problems.push(problem('tlsCert', options.tlsCert === '' ? 'nothing' : 'not for all listeners', what));
  }
  if (options.allowedHosts.length === 0) {
    const what = `the names and addresses by which clients call the gateway, in ${named('allowedHosts')}; all others are answered 421`;
    problems.push(problem('allowedHosts', 'nothing', what));
  }
  return problems;
};

/** Routes that let in anybody although a proxy on this machine brings others; beyond loopback the policies see to it. */
const openBehindProxy = (options: GatewayOptions, routes: readonly Route[]): readonly Problem[] => {
  if (!isLoopbackHost(options.host) || options.anonymousBeyondLoopback) return [];
  const policies = createAuthPolicies(options);
  const open = routes
    .filter((route) => policies.forRoute(route) !== 'required')
    .map(({ listener, path }) => `${listener}${path}`);
  if (policies.forApi() !== 'required') open.push('api');
  if (open.length === 0) return [];
  const what = `required, by ${named('auth')} and a key in jwtSecret or ${named('jwksUrl')}, or ${named('anonymousBeyondLoopback')}`;
  return [problem('auth', `not required at ${open.join(', ')}`, what)];
};

/** Everything about these settings that must be otherwise before anything may listen: pure, so that a test can list it. */
export const securityProblems = (options: GatewayOptions, routes: readonly Route[]): readonly Problem[] => {
  const policies = policyProblems(options, routes).map(({ option, message }): Problem => ({
    path: option,
    found: '',
    expected: message,
  }));
  const exposure = exposureOf(options);
  const exposed = exposure === undefined ? [] : [...exposures(options, routes), ...openBehindProxy(options, routes)];
  return [...contradictions(options, routes), ...exposed, ...policies];
};

const lineOf = ({ path, found, expected }: Problem): string =>
  found === '' ? `- ${path}: ${expected}` : `- ${path} is ${found}, expected ${expected}`;

/** Refuses to go on with settings that would let in whom nobody meant to. Throws `INVALID_OPTION` that says what to set. */
export const assertSecure = (options: GatewayOptions, routes: readonly Route[]): void => {
  const problems = securityProblems(options, routes);
  if (problems.length === 0) return;
  const exposure = exposureOf(options);
  const why =
    exposure === undefined
      ? 'These settings contradict each other, so nothing was started:'
      : `Others can reach this gateway (${exposure}), and these settings do not protect it, so nothing was started:`;
  throw new PitwallError('INVALID_OPTION', [why, ...problems.map(lineOf)].join('\n'), { problems });
};

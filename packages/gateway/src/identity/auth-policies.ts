import { isLoopbackHost } from '../listen-hosts.ts';
import type { AuthPolicies, PolicyRoute } from './gateway-identity.ts';
import type { AuthPolicy } from './identity.ts';
import { hasKey } from './token-keys.ts';

/** What policies follow from. */
export interface PolicyOptions {
  /** Where the gateway listens. */
  readonly host: string;
  readonly dev: boolean;
  readonly jwtSecret: string;
  readonly jwksUrl: string;
  /** The policy of all routes; `auto` follows from where the gateway listens. @default auto */
  readonly auth: AuthPolicy | 'auto';
  /** The policy of single routes: by a dialect's name, `<listener><path>` such as `3101/ws/console`, or `api`. @default none */
  readonly authRoutes: { readonly [route: string]: AuthPolicy };
}

/** What policies may be combined with. */
export interface PolicyCheckOptions extends PolicyOptions {
  /** Lets `none` and `optional` hold beyond loopback too. @default false */
  readonly anonymousBeyondLoopback: boolean;
}

/** Something about the policies that must not be, for whoever configured it. */
export interface PolicyProblem {
  readonly option: string;
  /** What is wrong and what to set. */
  readonly message: string;
}

/** The name of the HTTP routes that belong to no dialect, in `authRoutes`. */
const apiRoute = 'api';

const autoPolicy = (options: PolicyOptions, ofPage: AuthPolicy): AuthPolicy => {
  const keyed = hasKey(options);
  if (!isLoopbackHost(options.host)) return 'required';
  if (options.dev) return keyed ? 'optional' : 'none';
  // Where tokens mean something, one that is shown must not be passed over: its bearer would see another's account.
  return ofPage === 'none' && keyed ? 'optional' : ofPage;
};

const policyOf = (options: PolicyOptions, names: readonly string[], ofPage: AuthPolicy): AuthPolicy => {
  const name = names.find((one) => Object.hasOwn(options.authRoutes, one));
  const ofRoute = name === undefined ? undefined : options.authRoutes[name];
  if (ofRoute !== undefined) return ofRoute;
  return options.auth === 'auto' ? autoPolicy(options, ofPage) : options.auth;
};

/** Names under which a route may be listed, the most specific first. */
const namesOf = ({ listener, path, dialect }: PolicyRoute): readonly string[] => [`${listener}${path}`, dialect.name];

/**
 * Which policy holds where (ruling 9). Beyond loopback every route asks for a token. On loopback the page decides; the
 * routes of no page take whoever shows no token, and once there is a key refuse those who show a bad one.
 */
export const createAuthPolicies = (options: PolicyOptions): AuthPolicies => ({
  forRoute: (route) => policyOf(options, namesOf(route), route.dialect.traits.auth),
  forApi: () => policyOf(options, [apiRoute], hasKey(options) ? 'optional' : 'none'),
});

const problem = (option: string, message: string): PolicyProblem => ({ option, message });

const routeProblem = (
  options: PolicyCheckOptions,
  route: { readonly names: readonly string[]; readonly policy: AuthPolicy },
): PolicyProblem | undefined => {
  const listed = route.names.find((name) => Object.hasOwn(options.authRoutes, name));
  const [source, where] = listed === undefined ? ['auth', ''] : ['authRoutes', ` at ${listed}`];
  const beyond = !isLoopbackHost(options.host);
  if (route.policy !== 'required') {
    if (!beyond || options.anonymousBeyondLoopback) return undefined;
    const message = `"${route.policy}"${where} lets anybody in from beyond this machine; make it "required", or set anonymousBeyondLoopback`;
    return problem(source, message);
  }
  // What a page asks for by itself may stay shut on this machine: whoever comes is told what to set.
  const asked = beyond || listed !== undefined || options.auth === 'required';
  if (!asked || hasKey(options)) return undefined;
  return problem(source, `"required"${where} asks for tokens that nothing can check; set jwtSecret or jwksUrl`);
};

/** What must not be about the policies: pure, so that a start can refuse and a test can list. Each message once. */
export const policyProblems = (
  options: PolicyCheckOptions,
  routes: readonly PolicyRoute[],
): readonly PolicyProblem[] => {
  const policies = createAuthPolicies(options);
  const all = [
    { names: [apiRoute], policy: policies.forApi() },
    ...routes.map((route) => ({ names: namesOf(route), policy: policies.forRoute(route) })),
  ];
  const known = new Set(all.flatMap(({ names }) => names));
  const unknown = Object.keys(options.authRoutes).filter((name) => !known.has(name));
  const problems = [
    ...unknown.map((name) => problem('authRoutes', `${JSON.stringify(name.slice(0, 100))} is no route and no dialect`)),
    ...all.flatMap((route) => routeProblem(options, route) ?? []),
  ];
  return [...new Map(problems.map((one) => [one.message, one])).values()];
};

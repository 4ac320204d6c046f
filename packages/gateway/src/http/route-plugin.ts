import type { HttpScope } from './http-scope.ts';

/**
 * Routes that somebody else owns, mounted into the gateway's HTTP application. Every request that reaches them has
 * passed the Host and Origin checks, carries who calls (`callerOf(request)`), and is within the caller's
 * budget. JSON bodies are read safely and bounded; whatever a handler throws is answered like the gateway's own errors.
 */
export interface RoutePlugin {
  /** Where the routes live, such as `/api/backtests`. */
  readonly prefix: string;
  /** Adds the routes to a scope of their own, relative to the prefix; hooks added there stay there. */
  readonly register: (scope: HttpScope) => void | Promise<void>;
}

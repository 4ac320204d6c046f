import type { HttpScope } from './http-scope.ts';

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

const fits = (pattern: readonly string[], path: readonly string[]): boolean =>
  (pattern.length === path.length || (pattern.at(-1) === '*' && path.length >= pattern.length - 1)) &&
  pattern.every((segment, index) => segment === '*' || segment.startsWith(':') || segment === path[index]);

/** The routes of an application, to tell a wrong method from a wrong path. */
export class KnownRoutes {
  readonly #methods = new Map<string, Set<string>>();

  /** Notes each route from now on, those of encapsulated scopes too. */
  listen(app: HttpScope): void {
    app.addHook('onRoute', ({ url, method }) => {
      const methods = this.#methods.get(url) ?? new Set<string>();
      this.#methods.set(url, methods);
      for (const one of typeof method === 'string' ? [method] : method) methods.add(one.toUpperCase());
    });
  }

  /** The methods that a path answers to; none when there is no such path. */
  methodsOf(url: string): readonly string[] {
    const path = segmentsOf(url.split(/[?#;]/, 1)[0] ?? '');
    const methods = new Set<string>();
    for (const [pattern, offered] of this.#methods) {
      if (!fits(segmentsOf(pattern), path)) continue;
      for (const method of offered) methods.add(method);
    }
    return [...methods].toSorted();
  }
}

/** Where the console is: a page, and what is chosen on it. */
export interface Location {
  /** Name of the page; empty for the first one. */
  readonly page: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The part of a browser that knows where it is. */
export interface Places {
  readonly href: () => string;
  readonly push: (href: string) => void;
  readonly replace: (href: string) => void;
  /** Calls back after back and forward; the answer ends it. */
  readonly watch: (moved: () => void) => () => void;
}

/**
 * Pages are one step below the folder that the console is served from, so relative addresses mean the same on each of them, and
 * the console works below any path that a proxy puts before it.
 */
const pageOf = (url: URL): string => url.pathname.slice(url.pathname.lastIndexOf('/') + 1);

const paramsOf = (url: URL): Readonly<Record<string, string>> => Object.fromEntries(url.searchParams);

/** Turns addresses into pages and back, and tells who watches. */
export class Router {
  readonly #places: Places;
  readonly #watchers = new Set<() => void>();
  readonly #unwatch: () => void;
  #location: Location;

  constructor(places: Places) {
    this.#places = places;
    this.#location = this.#read();
    this.#unwatch = places.watch(() => this.#moved());
  }

  /** The same object until it changes. */
  get location(): Location {
    return this.#location;
  }

  /** The address of a page, for links: relative, so that it can be copied and opened anywhere. */
  hrefOf(page: string, params: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams(params).toString();
    return `${page === '' ? './' : page}${query === '' ? '' : `?${query}`}`;
  }

  /** Goes to a page; back leads here again. */
  go(page: string, params: Readonly<Record<string, string>> = {}): void {
    this.#places.push(this.#absolute(page, params));
    this.#moved();
  }

  /** Chooses something on this page, or with undefined nothing of the name; back leads to where this page was left for. */
  choose(name: string, value: string | undefined): void {
    this.chooseAll({ [name]: value });
  }

  /** Chooses several things at once, as `choose` does; what is not named stays. */
  chooseAll(choices: Readonly<Record<string, string | undefined>>): void {
    const wanted = Object.entries({ ...this.#location.params, ...choices });
    const params = Object.fromEntries(
      wanted.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    );
    this.#places.replace(this.#absolute(this.#location.page, params));
    this.#moved();
  }

  watch(moved: () => void): () => void {
    this.#watchers.add(moved);
    return () => this.#watchers.delete(moved);
  }

  stop(): void {
    this.#unwatch();
  }

  #absolute(page: string, params: Readonly<Record<string, string>>): string {
    return new URL(this.hrefOf(page, params), this.#places.href()).href;
  }

  #read(): Location {
    const url = new URL(this.#places.href());
    return { page: pageOf(url), params: paramsOf(url) };
  }

  #moved(): void {
    this.#location = this.#read();
    for (const watcher of this.#watchers) watcher();
  }
}

/** Parameters of an address; `undefined` takes one out. */
export type Query = Readonly<Record<string, string | undefined>>;

const schemes: Readonly<Record<string, string>> = { 'http:': 'ws:', 'https:': 'wss:' };

/** The address of a WebSocket: a page may give that of its web server. */
export const socketAddress = (url: string): string =>
  url.replace(/^https?:/i, (scheme) => schemes[scheme.toLowerCase()] ?? scheme);

/** The address of the web server beside a WebSocket. */
export const webAddress = (url: string): string => url.replace(/^ws(?=s?:)/i, 'http');

/** The same address with a path where it names none: pages give `http://localhost:8000` and mean its `/ws`. */
export const withPath = (url: string, path: string): string =>
  url.replace(/^([a-z]+:\/\/[^/?#]+)\/?(?=[?#]|$)/i, (_whole, origin: string) => `${origin}${path}`);

/** The same address with something at the end of its path. */
export const withSuffix = (url: string, suffix: string): string =>
  url.replace(/^[^?#]*/, (address) => `${address.replace(/\/$/, '')}${suffix}`);

/**
 * The same address with other parameters; those of the same names give way, all else stays as it was written. What comes
 * after `#` is no part of a WebSocket's address and goes.
 */
export const withQuery = (url: string, query: Query): string => {
  const [whole = ''] = url.split('#');
  const [address = '', ...rest] = whole.split('?');
  const kept = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(query, nameIn(pair)));
  const added = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  const pairs = [...kept, ...added].join('&');
  return pairs === '' ? address : `${address}?${pairs}`;
};

const nameIn = (pair: string): string => pair.split('=')[0] ?? '';

import { isLoopbackName, splitHost } from './allowed-host.ts';

const parseOrigin = (origin: string): URL | undefined => {
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  // A browser sends an origin and nothing else; what carries more is no browser's.
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' ? url : undefined;
};

const isOwn = (origin: URL, host: string | undefined, encrypted: boolean): boolean => {
  if (host === undefined || splitHost(host) === undefined) return false;
  // A page of this name that came in the clear may be anybody's who stands in between.
  if (encrypted && origin.protocol !== 'https:') return false;
  // Both sides lose a default port alike.
  return URL.parse(`${origin.protocol}//${host}`)?.host === origin.host;
};

/**
 * Whether a web page of this origin may connect, publish and read (ruling 10): none (no browser), the listener's own,
 * loopback on any port, or listed. `host` is the request's `Host`, which must have passed `isAllowedHost`; `encrypted` says
 * that it came over TLS that ends here.
 */
export const isAllowedOrigin = (
  origin: string | undefined,
  host: string | undefined,
  allowedOrigins: readonly string[],
  encrypted = false,
): boolean => {
  if (origin === undefined) return true;
  const url = parseOrigin(origin);
  if (url === undefined) return false;
  if (isLoopbackName(url.hostname) || isOwn(url, host, encrypted)) return true;
  return allowedOrigins.some((listed) => parseOrigin(listed)?.origin === url.origin);
};

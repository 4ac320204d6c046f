import { isIP } from 'node:net';
import { plainAddress } from './remote-address.ts';

const loopbackHosts: ReadonlySet<string> = new Set(['loopback', 'localhost']);

/** Addresses that mean every address of the machine. */
const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** The addresses on which a `host` option listens. Page clients say `localhost`, which means either (ruling 10). */
export const hostsOf = (host: string): readonly string[] => (loopbackHosts.has(host) ? ['127.0.0.1', '::1'] : [host]);

/** Whether nobody but this machine can reach a `host`. A name is not asked for its address, which may change. */
export const isLoopbackHost = (host: string): boolean => {
  if (loopbackHosts.has(host)) return true;
  const address = plainAddress(host);
  return isIP(address) === 0 ? false : address === '::1' || address.startsWith('127.');
};

/** A `host` as a client on this machine writes it in a URL. */
export const hostInUrls = (host: string): string => {
  if (loopbackHosts.has(host) || everywhere.has(host)) return '127.0.0.1';
  return isIP(host) === 6 ? `[${host}]` : host;
};

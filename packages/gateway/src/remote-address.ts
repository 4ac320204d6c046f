import { isIP } from 'node:net';

/** How a dual-stack socket writes an IPv4 peer. */
const mappedPrefix = /^::ffff:(?=[0-9.]+$)/i;

/** An address as one writes it: IPv4 where an IPv6 socket shows it mapped, lower case, without the zone of an interface. */
export const plainAddress = (address: string): string => {
  const [withoutZone = ''] = address.split('%', 1);
  return withoutZone.replace(mappedPrefix, '').toLowerCase();
};

/** How many of the eight groups of an IPv6 address name the network: /64. */
const networkGroups = 4;

/** The eight groups of an IPv6 address that `isIP` has accepted. */
const groupsOf = (address: string): readonly string[] => {
  const [before = '', after] = address.split('::', 2);
  const left = before === '' ? [] : before.split(':');
  if (after === undefined) return left;
  const right = after === '' ? [] : after.split(':');
  // An IPv4 tail stands for two groups; only the number of groups matters here.
  const width = left.length + right.length + (after.includes('.') ? 1 : 0);
  return [...left, ...Array.from({ length: Math.max(0, 8 - width) }, () => '0'), ...right];
};

/**
 * Under which name an address is counted. A single IPv6 customer is given at least a /64 and may use a new address of it
 * for each connection, so IPv6 is counted by its first 64 bits; loopback and IPv4 by the whole address.
 */
export const addressGroup = (address: string): string => {
  const plain = plainAddress(address);
  if (isIP(plain) !== 6 || plain === '::1') return plain;
  const network = groupsOf(plain).slice(0, networkGroups);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
};

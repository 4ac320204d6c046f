import { CommandError } from '../exit-codes.ts';
import { didYouMean } from '../configuration/suggest.ts';
import { carryTail } from './carry-lines.ts';
import { fleetTail } from './fleet-lines.ts';
import { mciTail } from './mci-lines.ts';
import { pitwallTail } from './pitwall-lines.ts';
import { quantmindTail } from './quantmind-lines.ts';
import type { TailDialect } from './tail-dialect.ts';
import { titanTail } from './titan-lines.ts';

/** The dialects that can be watched at a terminal. */
export const tailDialects: readonly TailDialect[] = [
  titanTail,
  carryTail,
  fleetTail,
  mciTail,
  quantmindTail,
  pitwallTail,
];

/** Where and how to watch. */
export interface TailTarget {
  readonly url: URL;
  readonly dialect: TailDialect;
}

/** An address whose dialect neither its path nor the command line tells: the gateway may. */
export const undecided = (address: string, dialectName: string | undefined): URL | undefined => {
  if (dialectName !== undefined) return undefined;
  const url = parseAddress(address);
  return tailDialects.some(({ paths }) => paths.includes(url.pathname)) ? undefined : url;
};

/**
 * Settles what to connect to. An address without a path gets the dialect's own; `http:` is taken for `ws:`; a dialect that
 * is not named is known by the path, else it is titan.
 */
export const tailTarget = (address: string, dialectName: string | undefined): TailTarget => {
  const url = parseAddress(address);
  const byPath = tailDialects.find(({ paths }) => paths.includes(url.pathname));
  const dialect = dialectName === undefined ? (byPath ?? titanTail) : findTailDialect(dialectName);
  if (dialectName === undefined && byPath === undefined && url.pathname !== '/') {
    throw new CommandError(
      'USAGE',
      `${url.pathname} does not tell which dialect is spoken there, and no gateway there says so: add --dialect and one of ${names(', ')}`,
    );
  }
  if (url.pathname === '/') url.pathname = `/ws/${dialect.name}`;
  return { url, dialect };
};

const findTailDialect = (name: string): TailDialect => {
  const found = tailDialects.find((dialect) => dialect.name === name);
  if (found !== undefined) return found;
  const known = tailDialects.map((dialect) => dialect.name);
  throw new CommandError('USAGE', `There is no dialect "${name}"; use one of ${names(', ')}${didYouMean(name, known)}`);
};

const names = (between: string): string => tailDialects.map(({ name }) => name).join(between);

/** Reads an address as one would type it: `127.0.0.1:8080`, `http://…`, `ws://…`. */
const parseAddress = (address: string): URL => {
  const whole = /^[a-z]+:\/\//i.test(address) ? address : `ws://${address}`;
  const url = URL.canParse(whole) ? new URL(whole.replace(/^http/i, 'ws')) : undefined;
  if (url === undefined || !['ws:', 'wss:'].includes(url.protocol)) {
    throw new CommandError('USAGE', `"${address}" is no address: expected one such as ws://127.0.0.1:3101/ws/console`);
  }
  return url;
};

import type { Address } from './address.ts';
import { ClientError } from './client-error.ts';
import type { ConnectOptions } from './client-options.ts';
import { exponentialBackoff } from './connection/backoff.ts';
import type { ClientCounts } from './contract.ts';
import type { Extensions, Publishing } from './extensions.ts';
import { platformPorts } from './platform.ts';
import type { Clock } from './ports.ts';
import { surface, type FaultReport } from './reading/report-fault.ts';
import { SocketWay } from './socket/socket-way.ts';
import { ClockMeter } from './timing/clock-meter.ts';
import { Tokens } from './tokens.ts';
import { Ways } from './ways.ts';

/** What a client is put together from. */
export interface ClientParts {
  readonly clock: Clock;
  readonly report: FaultReport;
  readonly meter: ClockMeter;
  readonly ways: Ways;
  readonly publishing: Publishing | undefined;
  readonly counts: Record<keyof ClientCounts, number>;
  readonly count: (what: keyof ClientCounts) => void;
  readonly closeTimeoutMs: number;
}

const defaults = { fallback: true, fallbackAfterAttempts: 3, closeTimeoutMs: 5_000 } as const;

/** What parts are made for. */
export interface PartsWanted {
  readonly address: Address;
  readonly options: ConnectOptions;
  readonly extensions: Extensions;
  readonly changed: () => void;
}

/** Makes the parts of a client. Nothing happens before the ways are started. */
export const createClientParts = ({ address, options, extensions, changed }: PartsWanted): ClientParts => {
  const ports = platformPorts(options.ports);
  const { clock, sockets } = ports;
  const settled = { ...defaults, ...options };
  const report = options.onFault ?? surface;
  const backoff = exponentialBackoff(options.backoff);
  const tokens = new Tokens(options, clock);
  const meter = new ClockMeter(clock);
  const counts = { losses: 0, repeats: 0, unreadable: 0, mute: 0 };
  const count = (what: keyof ClientCounts): void => {
    counts[what] += 1;
  };
  const shared = { address, options, tokens, ports, backoff, report };
  const { fallback, publishing, tickets } = extensions;
  if (sockets === undefined && fallback === undefined) {
    throw new ClientError('INVALID_ADDRESS', 'There are no WebSockets here, and this client has no other way');
  }
  const ticket = options.tokenVia === 'ticket' ? tickets?.(shared) : undefined;
  const ways = new Ways(settled, {
    socket:
      sockets === undefined
        ? undefined
        : (port) =>
            new SocketWay(
              { ...options, backoff },
              { address, tokens, ticket, meter, ports: { ...ports, sockets }, port },
            ),
    http: fallback === undefined ? undefined : (port) => fallback(shared, port),
    changed,
    count,
  });
  const { closeTimeoutMs } = settled;
  return { clock, report, meter, ways, publishing: publishing?.(shared), counts, count, closeTimeoutMs };
};

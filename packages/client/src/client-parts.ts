import type { Address } from './address.ts';
import type { ConnectOptions } from './client-options.ts';
import { exponentialBackoff } from './connection/backoff.ts';
import type { ClientCounts } from './contract.ts';
import { GatewayHttp } from './http/gateway-http.ts';
import { HttpWay } from './http/http-way.ts';
import { platformPorts } from './platform.ts';
import type { Clock } from './ports.ts';
import { Heartbeats } from './publish/heartbeats.ts';
import { Publisher } from './publish/publisher.ts';
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
  readonly publisher: Publisher;
  readonly heartbeats: Heartbeats;
  readonly counts: Record<keyof ClientCounts, number>;
  readonly count: (what: keyof ClientCounts) => void;
  readonly closeTimeoutMs: number;
}

const defaults = {
  fallback: true,
  fallbackAfterAttempts: 3,
  sseFailures: 3,
  pollWaitS: 25,
  sseSilentAfterMs: 30_000,
  requestTimeoutMs: 10_000,
  closeTimeoutMs: 5_000,
} as const;

/** Makes the parts of a client. Nothing happens before the ways are started. */
export const createClientParts = (address: Address, options: ConnectOptions, changed: () => void): ClientParts => {
  const ports = platformPorts(options.ports);
  const { clock, random, surroundings, sockets } = ports;
  const settled = { ...defaults, ...options };
  const report = options.onFault ?? surface;
  const backoff = exponentialBackoff(options.backoff);
  const tokens = new Tokens(options, clock);
  const gateway = new GatewayHttp({ address, tokens, http: ports.http, clock });
  const meter = new ClockMeter(clock);
  const counts = { losses: 0, repeats: 0, unreadable: 0, mute: 0 };
  const count = (what: keyof ClientCounts): void => {
    counts[what] += 1;
  };
  const ticket = options.tokenVia === 'ticket' ? () => gateway.ticket(settled.requestTimeoutMs) : undefined;
  const ways = new Ways(settled, {
    socket:
      sockets === undefined
        ? undefined
        : (port) =>
            new SocketWay(
              { ...options, backoff },
              { address, tokens, ticket, meter, ports: { clock, random, surroundings, sockets }, port },
            ),
    http: (port) => new HttpWay(settled, { gateway, tokens, clock, random, backoff, port }),
    changed,
    count,
  });
  const publisher = new Publisher(options.publish ?? {}, { gateway, tokens, clock, random, backoff, report });
  const heartbeats = new Heartbeats(gateway, clock);
  return { clock, report, meter, ways, publisher, heartbeats, counts, count, closeTimeoutMs: settled.closeTimeoutMs };
};

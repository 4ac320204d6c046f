import type { Extensions } from '../extensions.ts';
import { GatewayHttp } from './gateway-http.ts';
import { HttpWay } from './http-way.ts';

const defaults = {
  sseFailures: 3,
  pollWaitS: 25,
  sseSilentAfterMs: 30_000,
  requestTimeoutMs: 10_000,
} as const;

/** Lets a client read over HTTP while no WebSocket comes about: event streams or, where none comes through, pages. */
export const httpFallback: NonNullable<Extensions['fallback']> = (parts, port) => {
  const { address, tokens, ports, backoff, options } = parts;
  const { clock, random, http } = ports;
  const gateway = new GatewayHttp({ address, tokens, http, clock });
  return new HttpWay({ ...defaults, ...options }, { gateway, tokens, clock, random, backoff, port });
};

/** Lets a client show a ticket in the URL of its WebSocket, instead of the token. */
export const tickets: NonNullable<Extensions['tickets']> = ({ address, tokens, ports, options }) => {
  const gateway = new GatewayHttp({ address, tokens, http: ports.http, clock: ports.clock });
  return () => gateway.ticket(options.requestTimeoutMs ?? defaults.requestTimeoutMs);
};

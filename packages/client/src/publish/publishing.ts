import type { Extensions } from '../extensions.ts';
import { GatewayHttp } from '../http/gateway-http.ts';
import { Heartbeats } from './heartbeats.ts';
import { Publisher } from './publisher.ts';

/** Lets a client publish and promise signs of life. */
export const publishing: NonNullable<Extensions['publishing']> = ({
  address,
  tokens,
  ports,
  backoff,
  report,
  options,
}) => {
  const { clock, random, http } = ports;
  const gateway = new GatewayHttp({ address, tokens, http, clock });
  const publisher = new Publisher(options.publish ?? {}, { gateway, tokens, clock, random, backoff, report });
  const heartbeats = new Heartbeats(gateway, clock);
  return {
    publish: (draft) => publisher.publish(draft),
    flush: () => publisher.flush(),
    heartbeat: (promise) => heartbeats.promise(promise),
    farewell: () => heartbeats.stopAll(),
    close: () => publisher.close(),
  };
};

import { PitwallError } from '@pitwall/model';
import type { GatewayAddresses, OpenRoute } from './gateway-contract.ts';
import type { GatewayOptions } from './options.ts';
import type { Listeners } from './transport/listeners.ts';
import { mainListener } from './transport/route-table.ts';
import type { Route } from './transport/route-table.ts';

/** What is needed to listen everywhere. */
export interface AddressParts {
  readonly listeners: Listeners;
  readonly routes: readonly Route[];
}

const hostsOf = (options: GatewayOptions): readonly string[] =>
  options.host === 'loopback' || options.host === 'localhost' ? ['127.0.0.1', '::1'] : [options.host];

const openMain = async (options: GatewayOptions, listeners: Listeners): Promise<number> => {
  const { port } = options;
  const hosts = hostsOf(options);
  try {
    const opened = await listeners.open({ name: mainListener, port, hosts, required: true });
    if (opened !== undefined) return opened.port;
  } catch (thrown) {
    throw new PitwallError('INVALID_OPTION', `Port ${port} cannot be opened; choose another with --port`, {
      cause: thrown,
    });
  }
  throw new PitwallError('INVALID_OPTION', `None of ${hosts.join(', ')} exists on this machine`);
};

const openRouteOf = (route: Route, port: number): OpenRoute => ({
  dialect: route.dialect.name,
  url: `ws://127.0.0.1:${port}${route.path}`,
  legacy: route.listener !== mainListener,
});

/**
 * Opens the main listener and those of the pages, and tells where each dialect is reached.
 * Rejects with `INVALID_OPTION` when the main port cannot be opened.
 */
export const openAddresses = async (
  options: GatewayOptions,
  { listeners, routes }: AddressParts,
): Promise<Omit<GatewayAddresses, 'warnings'>> => {
  const mainPort = await openMain(options, listeners);
  const ports = new Map([[mainListener, mainPort]]);
  for (const port of new Set(routes.flatMap((route) => route.port ?? []))) {
    const plan = { name: String(port), port, hosts: hostsOf(options), required: false };
    const listener = await listeners.open(plan);
    if (listener !== undefined) ports.set(listener.name, listener.port);
  }
  return {
    main: { url: `http://127.0.0.1:${mainPort}`, port: mainPort },
    routes: routes.flatMap((route) => {
      const port = ports.get(route.listener);
      return port === undefined ? [] : [openRouteOf(route, port)];
    }),
  };
};

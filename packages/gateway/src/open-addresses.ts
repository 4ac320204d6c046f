import { PitwallError } from '@pitwall/model';
import type { SecureContextOptions } from 'node:tls';
import type { GatewayAddresses, OpenRoute } from './gateway-contract.ts';
import { hostInUrls, hostsOf } from './listen-hosts.ts';
import type { GatewayOptions } from './options.ts';
import { createAuthPolicies } from './identity/auth-policies.ts';
import { assertSecure } from './secure-defaults.ts';
import { readCertificate, speaksTls } from './tls.ts';
import type { Listeners } from './transport/listeners.ts';
import { mainListener } from './transport/route-table.ts';
import type { Route } from './transport/route-table.ts';
import type { TlsSource } from './transport/tls-material.ts';

/** What is needed to listen everywhere. */
export interface AddressParts {
  readonly listeners: Listeners;
  readonly routes: readonly Route[];
  /** Where the certificate is read. @default nowhere: then `tlsCert` must be empty */
  readonly tls?: TlsSource | undefined;
}

type TlsOf = (listener: string) => SecureContextOptions | undefined;

const openMain = async (options: GatewayOptions, listeners: Listeners, tlsOf: TlsOf): Promise<number> => {
  const { port } = options;
  const hosts = hostsOf(options.host);
  try {
    const opened = await listeners.open({ name: mainListener, port, hosts, required: true, tls: tlsOf(mainListener) });
    if (opened !== undefined) return opened.port;
  } catch (thrown) {
    throw new PitwallError(
      'INVALID_OPTION',
      `Port ${port} cannot be opened on ${hosts.join(' and ')}; choose another with --port, or another --host`,
      {
        cause: thrown,
      },
    );
  }
  throw new PitwallError('INVALID_OPTION', `None of ${hosts.join(', ')} exists on this machine`);
};

/**
 * Opens the main listener and those of the pages, and tells where each dialect is reached. The certificate is read before
 * anything listens. Rejects with `INVALID_OPTION` when the settings are not safe, the certificate cannot be used, or the
 * main port cannot be opened.
 */
export const openAddresses = async (
  options: GatewayOptions,
  { listeners, routes, tls }: AddressParts,
): Promise<Omit<GatewayAddresses, 'warnings'>> => {
  assertSecure(options, routes);
  const certificate = await readCertificate(options, tls);
  const tlsOf: TlsOf = (listener) => (speaksTls(options, listener) ? certificate : undefined);
  const mainPort = await openMain(options, listeners, tlsOf);
  const ports = new Map([[mainListener, mainPort]]);
  for (const port of new Set(routes.flatMap((route) => route.port ?? []))) {
    const name = String(port);
    const plan = { name, port, hosts: hostsOf(options.host), required: false, tls: tlsOf(name) };
    const listener = await listeners.open(plan);
    if (listener !== undefined) ports.set(listener.name, listener.port);
  }
  const policies = createAuthPolicies(options);
  const urlOf = (scheme: 'http' | 'ws', listener: string, port: number): string =>
    `${scheme}${speaksTls(options, listener) ? 's' : ''}://${hostInUrls(options.host)}:${port}`;
  return {
    main: { url: urlOf('http', mainListener, mainPort), port: mainPort },
    routes: routes.flatMap((route): readonly OpenRoute[] => {
      const { dialect, listener, path } = route;
      const port = ports.get(listener);
      if (port === undefined) return [];
      const url = `${urlOf('ws', listener, port)}${path}`;
      const needsToken = policies.forRoute(route) === 'required';
      return [{ dialect: dialect.name, url, legacy: listener !== mainListener, needsToken }];
    }),
  };
};

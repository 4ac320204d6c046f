import type { Dialect } from '@pitwall/dialects';

/** Name of the main listener; a legacy listener is named by its port. */
export const mainListener = 'main';

/** One way to reach a dialect. */
export interface Route {
  readonly listener: string;
  /** Port of a legacy listener. */
  readonly port?: number;
  readonly path: string;
  readonly dialect: Dialect;
}

/** Options of the route table. */
export interface RouteOptions {
  readonly legacyPorts: boolean;
  readonly swapCarryAndQuantmind: boolean;
}

/** Carry's page and quantmind's both say port 8000 `/ws`. */
const swappedPorts = new Map([
  [8000, 8001],
  [8001, 8000],
]);

const legacyPort = (port: number, path: string, options: RouteOptions): number =>
  options.swapCarryAndQuantmind && path === '/ws' ? (swappedPorts.get(port) ?? port) : port;

/** Every route of the dialects (ruling 1): a dialect follows from listener and path, never from what a client sends. */
export const routesOf = (dialects: readonly Dialect[], options: RouteOptions): readonly Route[] =>
  dialects.flatMap((dialect) => {
    const { main, legacy } = dialect.traits.routes;
    const onMain = [`/ws/${dialect.name}`, ...main].map((path): Route => ({ listener: mainListener, path, dialect }));
    if (!options.legacyPorts) return onMain;
    const onLegacy = legacy.map(({ port: said, path }): Route => {
      const port = legacyPort(said, path, options);
      return { listener: String(port), port, path, dialect };
    });
    return [...onMain, ...onLegacy];
  });

/** What clients may offer as `Sec-WebSocket-Protocol` for a dialect: its name, or what its protocol says. */
export const subprotocolsOf = ({ name, traits }: Dialect): readonly string[] => [
  name,
  ...(traits.routes.subprotocols ?? []),
];

/** The path on the main listener on which `Sec-WebSocket-Protocol` selects the dialect. */
const subprotocolPath = '/ws';

/**
 * Finds the route of an upgrade; on `/ws` of the main listener the offered subprotocols name the dialect, the one that
 * the client likes best first.
 */
export const findRoute = (
  routes: readonly Route[],
  request: { listener: string; path: string; subprotocols: readonly string[] },
): Route | undefined => {
  const direct = routes.find((route) => route.listener === request.listener && route.path === request.path);
  if (direct !== undefined || request.listener !== mainListener || request.path !== subprotocolPath) return direct;
  return request.subprotocols
    .map((name) =>
      routes.find((route) => route.listener === mainListener && subprotocolsOf(route.dialect).includes(name)),
    )
    .find((route) => route !== undefined);
};

import type { Ports } from '../../ports.ts';

/** Ports whose WebSockets never open, where the platform has none: then polling is the only way. */
export const socketlessPorts = (ports: Ports): Ports & { readonly sockets: NonNullable<Ports['sockets']> } => ({
  ...ports,
  sockets: ports.sockets ?? {
    open: (_url, _protocols, events) => {
      const timer = ports.clock.after(0, () => events.closed({ code: 1006, reason: 'no WebSockets here' }));
      return { send: () => undefined, close: () => timer.cancel() };
    },
  },
});

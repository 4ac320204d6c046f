import { toIso } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';

/** The page's path for clients. */
export const socketPath = '/ws';

const healthPath = '/health';

/** Plain pages beside the socket: whether the service is well, and what it is. */
export const carryPages: NonNullable<Dialect['pages']> = {
  [healthPath]: ({ healthy, activeConnections, nowMs }) => ({
    status: healthy ? 200 : 503,
    body: {
      status: healthy ? 'healthy' : 'degraded',
      active_connections: activeConnections,
      timestamp: toIso(nowMs),
    },
  }),
  '/': ({ version }) => ({
    status: 200,
    body: { service: 'Pitwall', dialect: 'carry', version, websocket: socketPath, health: healthPath },
  }),
};

import { Type } from 'typebox';
import type { Static } from 'typebox';

/** How the gateway is, as `/health` tells it. */
export const HealthReport = Type.Object({
  status: Type.Enum(['healthy', 'degraded', 'draining'], {
    description: '`degraded`: it runs, but something it needs does not. `draining`: it is shutting down.',
  }),
  activeConnections: Type.Integer({ minimum: 0, description: 'Open WebSocket connections.' }),
  epoch: Type.String({ description: 'Name of the log’s present history; cursors of another mean nothing here.' }),
  headSeq: Type.Optional(Type.String({ description: 'Newest place in the log; absent where strangers may ask.' })),
  uptimeMs: Type.Number({ minimum: 0 }),
  version: Type.String(),
});

/** How the gateway is, as `/health` tells it. */
export type HealthReport = Static<typeof HealthReport>;

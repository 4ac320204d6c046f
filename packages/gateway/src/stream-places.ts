import { canonical } from '@pitwall/dialects';
import type { StreamPlaces } from './http/events/stream-places.ts';
import { addTo } from './observe/count.ts';
import type { SessionStats } from './observe/session-stats.ts';
import type { ConnectionLimits, ConnectionRefusal } from './transport/connection-limits.ts';
import { limitsOf } from './transport/route-limits.ts';
import type { RouteLimitOptions } from './transport/route-limits.ts';
import { mainListener } from './transport/route-table.ts';

/** What the places of streams are counted with. */
export interface StreamPlaceParts {
  /** Shared with WebSockets. */
  readonly limits: ConnectionLimits;
  readonly stats: Pick<SessionStats, 'connectionsByListener' | 'refusedConnections'>;
}

/** Counts streams of events as what they are, connections like any other. */
export const createStreamPlaces = (options: RouteLimitOptions, { limits, stats }: StreamPlaceParts): StreamPlaces => {
  const quotas = limitsOf({ listener: mainListener, path: '/v1/sse', dialect: canonical }, options);
  const counted = (refusal: ConnectionRefusal | undefined): ConnectionRefusal | undefined => {
    if (refusal !== undefined) addTo(stats.refusedConnections, refusal.reason);
    return refusal;
  };
  return {
    admit: (address) => {
      const refusal = counted(limits.admit(address, quotas));
      if (refusal === undefined) addTo(stats.connectionsByListener, mainListener);
      return refusal;
    },
    release: (address) => {
      limits.release(address, quotas);
      addTo(stats.connectionsByListener, mainListener, -1);
    },
    admitSubject: (subject) => counted(limits.admitSubject(subject)),
    releaseSubject: (subject) => limits.releaseSubject(subject),
  };
};

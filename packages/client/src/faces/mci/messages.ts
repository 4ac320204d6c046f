import type { OpenWord } from '../../facts/vocabulary.ts';

/**
 * Everything that a server says in this dialect: its schemas in plain TypeScript, since a program that uses the client has
 * neither the schemas nor their library. The dialect's PROTOCOL.md tells units and meaning.
 */
export type MciMessage =
  | {
      event: 'positions:update';
      data: {
        positions: {
          symbol: string;
          qty: number;
          side: OpenWord<'long' | 'short'>;
          entryPrice: number;
          currentPrice?: number | null;
          unrealizedPL?: number | null;
          unrealizedPLPercent?: number | null;
          marketValue?: number | null;
        }[];
        timestamp: number;
      };
    }
  | {
      event: 'orders:update';
      data:
        | {
            type: OpenWord<'cancelled' | 'filled' | 'new' | 'partial_fill' | 'rejected'>;
            order: {
              id: string;
              symbol: string;
              type?: OpenWord<'limit' | 'market' | 'stop' | 'stop_limit'> | null;
              filledQty?: number | null;
              price?: number | null;
              status: OpenWord<'cancelled' | 'filled' | 'new' | 'partially_filled' | 'rejected'>;
              createdAt?: number | null;
              updatedAt?: number | null;
              side: OpenWord<'buy' | 'sell'>;
              qty: number;
            };
            timestamp: number;
          }
        | {
            type: 'cancelled' | 'filled' | 'rejected';
            order: {
              id: string;
              symbol: string;
              type?: OpenWord<'limit' | 'market' | 'stop' | 'stop_limit'> | null;
              filledQty?: number | null;
              price?: number | null;
              status: OpenWord<'cancelled' | 'filled' | 'new' | 'partially_filled' | 'rejected'>;
              createdAt?: number | null;
              updatedAt?: number | null;
              side?: OpenWord<'buy' | 'sell'> | null;
              qty?: number | null;
            };
            timestamp: number;
          };
    }
  | {
      event: 'account:update';
      data: {
        equity: number;
        cash?: number | null;
        buyingPower?: number | null;
        portfolioValue?: number | null;
        dayPL?: number | null;
        dayPLPercent?: number | null;
        totalPL?: number | null;
        totalPLPercent?: number | null;
        timestamp: number;
      };
    }
  | {
      event: 'health:update';
      data: {
        cpu?: number | null;
        memory?: number | null;
        latency?: number | null;
        uptime?: number | null;
        lastHeartbeat?: number | null;
        status: OpenWord<'degraded' | 'healthy' | 'unhealthy'>;
        timestamp: number;
      };
    }
  | {
      event: 'market:update';
      data: {
        symbols: Record<
          string,
          { price: number; change?: number | null; changePercent?: number | null; volume?: number | null }
        >;
        timestamp: number;
      };
    }
  | {
      event: 'activity:log';
      data: {
        id: string;
        type: OpenWord<'error' | 'order_filled' | 'order_placed' | 'position_closed' | 'position_opened' | 'system'>;
        severity?: OpenWord<'error' | 'info' | 'warning'> | null;
        message: string;
        details?: unknown;
        timestamp: number;
      };
    }
  | { event: 'connection:ack'; data: { connectionId: string; serverTime: number; version: string } }
  | {
      event: 'connection:error' | 'error';
      data: {
        code: 'AUTH_REQUIRED' | 'RATE_LIMITED' | 'SERVER_ERROR' | 'SESSION_EXPIRED' | 'SUBSCRIPTION_ERROR';
        error: { what: string; why: string; how: string };
      };
    }
  | {
      event: 'connection:closed';
      data: { reason: 'client_disconnect' | 'error' | 'server_shutdown' | 'session_expired'; message: string };
    }
  | { event: 'subscribed'; data: { channels: string[]; subscribedAt: number } }
  | { event: 'unsubscribed'; data: { channels: string[]; unsubscribedAt: number } }
  | { event: 'heartbeat'; data: { serverTime: number; connectionUptime: number } }
  | { event: 'reconnect'; data: { reason: 'server_restart' | 'session_refresh'; delay: number; message: string } }
  | { event: 'authenticated'; data: { expiresAt: number; serverTime: number } }
  | { event: 'resume'; data: { recovered: boolean; cursor: string } };

/** Everything that a client may say in this dialect. */
export type MciCommand =
  | { event: 'subscribe' | 'unsubscribe'; data: { channels: string[] } }
  | { event: 'heartbeat:ack'; data?: { clientTime?: number } }
  | { event: 'disconnect' }
  | { event: 'auth'; data: { token: string } };

import type { OpenWord } from '../../facts/vocabulary.ts';

/**
 * Everything that a server says in this dialect: its schemas in plain TypeScript, since a program that uses the client has
 * neither the schemas nor their library. The dialect's PROTOCOL.md tells units and meaning.
 */
export type CarryMessage =
  | { type: 'connection_established'; timestamp: string; message: string }
  | {
      type: 'position_update';
      timestamp: string;
      data:
        | {
            position_id: string;
            symbol: string;
            status: OpenWord<'closed' | 'liquidated' | 'open'>;
            unrealized_pnl?: string | null;
            funding_collected?: string | null;
            spot_entry_price: string;
            perp_entry_price: string;
            spot_quantity: string;
            perp_quantity: string;
          }
        | {
            position_id: string;
            symbol: string;
            status: 'closed' | 'liquidated';
            unrealized_pnl?: string | null;
            funding_collected?: string | null;
            spot_entry_price?: string | null;
            perp_entry_price?: string | null;
            spot_quantity?: string | null;
            perp_quantity?: string | null;
          };
    }
  | {
      type: 'equity_update';
      timestamp: string;
      data: { total_equity: string; peak_equity?: string | null; current_equity: string };
    }
  | {
      type: 'risk_status_update';
      timestamp: string;
      data: {
        status: OpenWord<'hard_stop' | 'normal' | 'soft_pause'>;
        message?: string | null;
        drawdown_pct?: string | null;
        daily_loss_pct?: string | null;
      };
    }
  | {
      type: 'system_log';
      timestamp: string;
      data: {
        level: OpenWord<'CRITICAL' | 'ERROR' | 'INFO' | 'WARNING'>;
        module?: string | null;
        message: string;
        timestamp: string;
      };
    }
  | { type: 'resume'; timestamp: string; data: { recovered: boolean; cursor: string } }
  | { type: 'authenticated'; timestamp: string; data: { expires_at: string } }
  | { type: 'error'; timestamp: string; data: { message: string } };

/** Everything that a client may say in this dialect. */
export type CarryCommand = { type: 'auth'; data: { token: string } };

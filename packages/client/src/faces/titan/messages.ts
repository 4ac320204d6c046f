import type { OpenWord } from '../../facts/vocabulary.ts';

/** A position of which nothing but its identity need be known: because it ended, or because only changes are told. */
interface PositionFigures {
  symbol: string;
  side: OpenWord<'LONG' | 'SHORT'>;
  current_price?: number | null;
  unrealized_pnl?: number | null;
  unrealized_pnl_pct?: number | null;
  liquidation_price?: number | null;
  stop_loss?: number | null;
  take_profit?: number | null;
  leverage?: number | null;
  margin_used?: number | null;
  timestamp?: string | null;
  size?: number | null;
  entry_price?: number | null;
}

/** A position that is held. */
interface Position extends PositionFigures {
  size: number;
  entry_price: number;
}

/**
 * Everything that a server says in this dialect: its schemas in plain TypeScript, since a program that uses the client has
 * neither the schemas nor their library. The dialect's PROTOCOL.md tells units and meaning.
 */
export type TitanMessage =
  | {
      type: 'EQUITY_UPDATE';
      timestamp: number;
      data: {
        equity: number;
        daily_pnl?: number | null;
        daily_pnl_pct?: number | null;
        weekly_pnl?: number | null;
        weekly_pnl_pct?: number | null;
        total_pnl?: number | null;
        high_watermark?: number | null;
        drawdown?: number | null;
        drawdown_pct?: number | null;
      };
    }
  | {
      type: 'POSITION_UPDATE';
      timestamp: number;
      data:
        | {
            action: OpenWord<'CLOSED' | 'LIQUIDATED' | 'OPENED' | 'UPDATED'>;
            symbol: string;
            position: Position;
          }
        | {
            action: 'CLOSED' | 'LIQUIDATED';
            symbol: string;
            position: PositionFigures;
          };
    }
  | {
      type: 'POSITION_UPDATE';
      timestamp: number;
      data: {
        action: 'UPDATED';
        symbol: string;
        position: PositionFigures;
      };
    }
  | {
      type: 'SIGNAL_NOTIFICATION';
      timestamp: number;
      data: {
        signal_id: string;
        type: OpenWord<'ABORT' | 'CONFIRM' | 'HEARTBEAT' | 'PREPARE'>;
        symbol?: string | null;
        direction?: OpenWord<'LONG' | 'SHORT'> | null;
        status?: OpenWord<'CANCELLED' | 'ERROR' | 'FILLED' | 'PENDING' | 'REJECTED'> | null;
        entry_price?: number | null;
        size?: number | null;
        phase?: string | null;
        regime_state?: string | number | null;
        confidence?: number | null;
        processing_time_ms?: number | null;
      };
    }
  | {
      type: 'MASTER_ARM_CHANGE';
      timestamp: number;
      data: {
        master_arm: boolean;
        previous_state?: boolean | null;
        changed_by?: string | null;
        reason?: string | null;
        auto_disabled?: boolean | null;
      };
    }
  | {
      type: 'CIRCUIT_BREAKER_UPDATE';
      timestamp: number;
      data: {
        active: boolean;
        type?: OpenWord<'HARD' | 'SOFT'> | null;
        reason?: string | null;
        triggered_at?: number | null;
        daily_drawdown?: number | null;
        consecutive_losses?: number | null;
        equity_level?: number | null;
        cooldown_ends_at?: number | null;
      };
    }
  | {
      type: 'CONFIG_CHANGE';
      timestamp: number;
      data: {
        updates: {
          type: OpenWord<'asset_whitelist' | 'risk_tuner'>;
          updated?: boolean | null;
          disabled_assets?: string[] | null;
        }[];
        operator_id?: string | null;
      };
    }
  | {
      type: 'SYSTEM_STATUS_UPDATE';
      timestamp: number;
      data: {
        component: OpenWord<'broker' | 'database' | 'heartbeat' | 'l2_cache' | 'websocket'>;
        status: OpenWord<'connected' | 'degraded' | 'disconnected' | 'error' | 'reconnecting'>;
        previous_status?: OpenWord<'connected' | 'degraded' | 'disconnected' | 'error' | 'reconnecting'> | null;
        details?: unknown;
      };
    }
  | {
      type: 'EMERGENCY_FLATTEN';
      timestamp: number;
      data: {
        action: OpenWord<'FLATTEN_ALL'>;
        closed_count: number;
        reason?: string | null;
        operator_id?: string | null;
        positions_closed: {
          symbol: string;
          side?: OpenWord<'LONG' | 'SHORT'> | null;
          size?: number | null;
          exit_price?: number | null;
          pnl?: number | null;
        }[];
      };
    }
  | {
      type: 'PERFORMANCE_UPDATE';
      timestamp: number;
      data: {
        timeframe: string;
        win_rate?: number | null;
        profit_factor?: number | null;
        sharpe_ratio?: number | null;
        total_trades?: number | null;
        winning_trades?: number | null;
        losing_trades?: number | null;
        avg_win?: number | null;
        avg_loss?: number | null;
        largest_win?: number | null;
        largest_loss?: number | null;
        expectancy?: number | null;
      };
    }
  | {
      type: 'PHASE_TRANSITION';
      timestamp: number;
      data: {
        from_phase?: string | null;
        to_phase: string;
        equity?: number | null;
        threshold?: number | null;
        reason?: string | null;
        new_risk_pct?: number | null;
        new_max_leverage?: number | null;
      };
    }
  | { type: 'resume'; timestamp: number; data: { recovered: boolean; cursor: string } }
  | { type: 'AUTHENTICATED'; timestamp: number; data: { expires_at: number } };

/** Everything that a client may say in this dialect. */
export type TitanCommand =
  { type: 'SUBSCRIBE' | 'UNSUBSCRIBE'; data: { types: string[] } } | { type: 'auth'; data: { token: string } };

import type { OpenWord } from '../../facts/vocabulary.ts';

/**
 * Everything that a server says in this dialect: its schemas in plain TypeScript, since a program that uses the client has
 * neither the schemas nor their library. The dialect's PROTOCOL.md tells units and meaning.
 */
export type FleetMessage =
  | { type: 'connection'; data: { status: 'connected' | 'disconnected' | 'error'; mode: 'polling' | 'ws' }; ts: string }
  | { type: 'ping'; timestamp: number }
  | { type: 'pong'; timestamp: number }
  | {
      type: 'trades';
      data: {
        id: string;
        bot_id?: string | null;
        platform?: string | null;
        symbol: string;
        side: OpenWord<'buy' | 'sell'>;
        quantity: number;
        price?: number | null;
        total?: number | null;
        fee?: number | null;
        status: OpenWord<'cancelled' | 'failed' | 'filled' | 'pending'>;
        pnl?: number | null;
        timestamp?: string | null;
      };
      ts: string;
    }
  | {
      type: 'bots';
      data: {
        id: string;
        name?: string | null;
        platform?: string | null;
        symbol?: string | null;
        status: OpenWord<'error' | 'paused' | 'running' | 'stopped'>;
        trading_mode?: OpenWord<'live' | 'paper'> | null;
        risk_mode?: OpenWord<'aggressive' | 'conservative' | 'moderate'> | null;
        capital?: number | null;
        pnl?: number | null;
        trades_count?: number | null;
        win_rate?: number | null;
        last_trade?: string | null;
      };
      ts: string;
    }
  | {
      type: 'balances';
      data: {
        platform: string;
        balances: Record<string, { free?: number | null; locked?: number | null; total?: number | null }>;
        total_value_zar?: number | null;
      };
      ts: string;
    }
  | {
      type: 'decisions';
      data: {
        id: string;
        bot_id?: string | null;
        symbol: string;
        platform?: string | null;
        decision: OpenWord<'buy' | 'hold' | 'sell'>;
        confidence?: number | null;
        reasoning?: string | null;
        market_data?: {
          price?: number | null;
          volume_24h?: number | null;
          rsi?: number | null;
          macd?: string | number | null;
        } | null;
        regime_state?: string | number | null;
        component_scores?: Record<string, number> | null;
        sizing?: { quantity?: number | null; capital?: number | null; risk_per_trade?: number | null } | null;
        stops?: { stop_loss?: number | null; take_profit?: number | null } | null;
        timestamp?: string | null;
      };
      ts: string;
    }
  | {
      type: 'metrics';
      data: {
        total_pnl?: number | null;
        total_pnl_percent?: number | null;
        active_bots?: number | null;
        total_bots?: number | null;
        total_trades?: number | null;
        win_rate?: number | null;
        exposure?: number | null;
        risk_level?: OpenWord<'moderate'> | null;
        uptime_seconds?: number | null;
        trades_per_hour?: number | null;
      };
      ts: string;
    }
  | {
      type: 'whale';
      data: {
        coin: string;
        platform?: string | null;
        flow_type?: OpenWord<'inflow'> | null;
        amount?: number | null;
        value_usd?: number | null;
        timestamp?: string | null;
        signal?: OpenWord<'bullish'> | null;
      };
      ts: string;
    }
  | {
      type: 'alerts';
      data: {
        id: string;
        severity: OpenWord<'critical' | 'error' | 'info' | 'warning'>;
        category?: OpenWord<'risk'> | null;
        title?: string | null;
        message?: string | null;
        bot_id?: string | null;
        platform?: string | null;
        action_required?: boolean | null;
        timestamp?: string | null;
      };
      ts: string;
    }
  | {
      type: 'system_health';
      data: {
        status: OpenWord<'healthy'>;
        uptime?: number | null;
        cpu_percent?: number | null;
        memory_percent?: number | null;
        disk_percent?: number | null;
        database?: OpenWord<'connected'> | null;
        redis?: OpenWord<'connected'> | null;
        exchange_connections?: Record<string, OpenWord<'connected'>> | null;
        last_trade?: string | null;
        error_rate?: number | null;
      };
      ts: string;
    }
  | {
      type: 'wallet';
      data: {
        event: OpenWord<'deposit_confirmed'>;
        platform?: string | null;
        asset?: string | null;
        amount?: number | null;
        address?: string | null;
        txid?: string | null;
        confirmations?: number | null;
        status?: OpenWord<'confirmed'> | null;
      };
      ts: string;
    }
  | {
      type: 'ai_tasks';
      data: {
        task_id: string;
        task_type?: OpenWord<
          | 'bodyguard_check'
          | 'bot_evolution'
          | 'insights_generation'
          | 'learning_run'
          | 'prediction'
          | 'profit_reinvestment'
        > | null;
        status: OpenWord<'completed' | 'failed' | 'queued' | 'running'>;
        progress?: number | null;
        result?: unknown;
        started_at?: string | null;
        completed_at?: string | null;
      };
      ts: string;
    }
  | {
      type: 'error';
      data: {
        code: 'INTERNAL_ERROR' | 'INVALID_MESSAGE' | 'RATE_LIMITED' | 'SLOW_CONSUMER' | 'UNAUTHORIZED';
        message: string;
        details: string;
      };
      ts: string;
    }
  | { type: 'resume'; data: { recovered: boolean; cursor: string }; ts: string }
  | { type: 'authenticated'; data: { expires_at: string }; ts: string };

/** Everything that a client may say in this dialect. */
export type FleetCommand =
  { type: 'ping'; timestamp: number } | { type: 'pong'; timestamp: number } | { type: 'auth'; data: { token: string } };

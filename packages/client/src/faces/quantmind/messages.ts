import type { OpenWord } from '../../facts/vocabulary.ts';

/**
 * Everything that a server says in this dialect: its schemas in plain TypeScript, since a program that uses the client has
 * neither the schemas nor their library. The dialect's PROTOCOL.md tells units and meaning.
 */
export type QuantmindMessage =
  | {
      type: 'backtest_start';
      data: {
        backtest_id: string;
        variant?: OpenWord<'spiced' | 'spiced_full' | 'vanilla' | 'vanilla_full'> | null;
        symbol?: string | null;
        timeframe?: OpenWord<'D1' | 'H1' | 'H4' | 'M1' | 'M15' | 'M30' | 'M5'> | null;
        start_date?: string | null;
        end_date?: string | null;
        timestamp: string;
      };
    }
  | {
      type: 'backtest_progress';
      data: {
        backtest_id: string;
        progress: number;
        status?: string | null;
        bars_processed?: number | null;
        total_bars?: number | null;
        current_date?: string | null;
        trades_count?: number | null;
        current_pnl?: number | null;
        timestamp: string;
      };
    }
  | {
      type: 'log_entry';
      data: {
        backtest_id?: string | null;
        timestamp: string;
        level: OpenWord<'DEBUG' | 'ERROR' | 'INFO' | 'WARNING'>;
        message: string;
        module?: string | null;
        function?: string | null;
        line?: number | null;
        logger_name?: string | null;
      };
    }
  | {
      type: 'backtest_complete';
      data: {
        backtest_id: string;
        final_balance?: number | null;
        total_trades?: number | null;
        win_rate?: number | null;
        sharpe_ratio?: number | null;
        drawdown?: number | null;
        return_pct?: number | null;
        duration_seconds?: number | null;
        timestamp: string;
        results?: unknown;
      };
    }
  | {
      type: 'backtest_error';
      data: { backtest_id: string; error: string; error_details?: string | null; timestamp: string };
    }
  | {
      type: 'trading_update';
      data: { bot_id: string; status: OpenWord<'error' | 'paused' | 'running' | 'stopped'>; pnl: number };
    }
  | { type: 'subscription_confirmed' | 'unsubscription_confirmed'; topic: string }
  | { type: 'pong' }
  | { type: 'error'; error: string }
  | { type: 'resume'; data: { recovered: boolean; cursor: string } }
  | { type: 'authenticated'; expires_at: string };

/** Everything that a client may say in this dialect. */
export type QuantmindCommand =
  { action: 'subscribe' | 'unsubscribe'; topic: string } | { action: 'ping' } | { action: 'auth'; token: string };

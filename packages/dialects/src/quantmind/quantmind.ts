import type { Dialect } from '../dialect.ts';
import type { Views } from '../view.ts';
import { decoderOf } from '../wire/decoder.ts';
import { eachView } from '../wire/each-view.ts';
import { backtestComplete } from './backtest-complete.ts';
import { backtestError } from './backtest-error.ts';
import { backtestProgress } from './backtest-progress.ts';
import { backtestStart } from './backtest-start.ts';
import { decodeCommand } from './commands.ts';
import { logEntry } from './log-entry.ts';
import { encodeReply } from './replies.ts';
import { ClientMessage, quantmindMessages, ServerMessage } from './schemas.ts';
import { topicsOf } from './topics.ts';
import { tradingUpdate } from './trading-update.ts';
import { quantmindTraits } from './traits.ts';

/** In this order a late subscriber hears how a running backtest began before how far it is. */
const views: Views = {
  'backtest-start': eachView(backtestStart),
  'backtest-progress': eachView(backtestProgress),
  log: eachView(logEntry),
  'backtest-complete': eachView(backtestComplete),
  'backtest-error': eachView(backtestError),
  bot: eachView(tradingUpdate),
};

/** The QuantMindX WebSocket API; see PROTOCOL.md. */
export const quantmind: Dialect = {
  name: 'quantmind',
  traits: quantmindTraits,
  views,
  topicsOf,
  decodeCommand,
  encodeReply,
  decodeEvent: decoderOf('quantmind', quantmindMessages),
  schemas: { server: ServerMessage, client: ClientMessage },
};

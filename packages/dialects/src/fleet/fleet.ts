import type { Dialect } from '../dialect.ts';
import type { Views } from '../view.ts';
import { decoderOf } from '../wire/decoder.ts';
import { eachView } from '../wire/each-view.ts';
import { aiTasks } from './ai-tasks.ts';
import { alerts } from './alerts.ts';
import { balances } from './balances.ts';
import { bots } from './bots.ts';
import { decodeCommand } from './commands.ts';
import { decisions } from './decisions.ts';
import { metrics } from './metrics.ts';
import { encodeReply } from './replies.ts';
import { ClientMessage, fleetMessages, ServerMessage } from './schemas.ts';
import { systemHealth } from './system-health.ts';
import { topicsOf } from './topics.ts';
import { trades } from './trades.ts';
import { fleetTraits } from './traits.ts';
import { wallet } from './wallet.ts';
import { whale } from './whale.ts';

const views: Views = {
  trade: eachView(trades),
  bot: eachView(bots),
  balances: eachView(balances),
  decision: eachView(decisions),
  'fleet-metrics': eachView(metrics),
  whale: eachView(whale),
  alert: eachView(alerts),
  health: eachView(systemHealth),
  wallet: eachView(wallet),
  task: eachView(aiTasks),
};

/** The bot fleet's WebSocket messages; see PROTOCOL.md. */
export const fleet: Dialect = {
  name: 'fleet',
  traits: fleetTraits,
  views,
  topicsOf,
  decodeCommand,
  encodeReply,
  decodeEvent: decoderOf('fleet', fleetMessages),
  schemas: { server: ServerMessage, client: ClientMessage },
};

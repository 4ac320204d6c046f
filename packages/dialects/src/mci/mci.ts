import type { Dialect } from '../dialect.ts';
import { decoderOf } from '../wire/decoder.ts';
import { decodeCommand } from './commands.ts';
import { encodeReply } from './replies.ts';
import { ClientMessage, mciMessages, ServerMessage } from './schemas.ts';
import { topicsOf } from './topics.ts';
import { mciTraits } from './traits.ts';
import { mciViews } from './views.ts';

/** The MCI telemetry protocol; see PROTOCOL.md. */
export const mci: Dialect = {
  name: 'mci',
  traits: mciTraits,
  views: mciViews,
  topicsOf,
  decodeCommand,
  encodeReply,
  decodeEvent: decoderOf('mci', mciMessages, 'event'),
  schemas: { server: ServerMessage, client: ClientMessage },
};

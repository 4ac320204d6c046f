import { topicsOf } from '../canonical/topics.ts';
import type { Dialect } from '../dialect.ts';
import { decodeCommand } from './commands.ts';
import { decodeEvent } from './decode-event.ts';
import { encodeReply } from './replies.ts';
import { ClientMessage, ServerMessage } from './schemas.ts';
import { pitwallTraits } from './traits.ts';
import { views } from './views.ts';

/** Pitwall's own protocol: every kind in the model's words, in streams that prove they are whole; see PROTOCOL.md. */
export const pitwall: Dialect = {
  name: 'pitwall',
  traits: pitwallTraits,
  views,
  topicsOf,
  decodeCommand,
  encodeReply,
  decodeEvent,
  schemas: { server: ServerMessage, client: ClientMessage },
};

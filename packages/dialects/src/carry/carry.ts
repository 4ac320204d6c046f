import type { Kind } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import type { EachView, Views } from '../view.ts';
import { decoderOf } from '../wire/decoder.ts';
import { eachView } from '../wire/each-view.ts';
import { decodeCommand } from './commands.ts';
import { equityUpdate } from './equity-update.ts';
import { carryPages } from './pages.ts';
import { positionUpdate } from './position-update.ts';
import { repliesWith } from './replies.ts';
import { riskStatusUpdate } from './risk-status-update.ts';
import { ClientMessage, carryMessages, ServerMessage } from './schemas.ts';
import { systemLog } from './system-log.ts';
import { topicsOf } from './topics.ts';
import { carryTraits } from './traits.ts';

/** Both come from the same encoder, which writes fields in the same order, so their texts can be compared. */
const sameValues = (sent: JsonObject, next: JsonObject): boolean => valuesOf(sent) === valuesOf(next);

const valuesOf = (message: JsonObject): string => JSON.stringify({ ...message, timestamp: undefined });

/** Values that repeat themselves are said once, however often they are published. */
const whenChanged = <K extends Kind>(view: EachView<K>): EachView<K> => ({ ...view, sameAs: sameValues });

const views: Views = {
  position: whenChanged(eachView(positionUpdate)),
  equity: whenChanged(eachView(equityUpdate)),
  'risk-status': eachView(riskStatusUpdate),
  log: eachView(systemLog),
};

/** What a carry dialect may be told. */
export interface CarryOptions {
  /** Sentence of the greeting, for people. @default that of the page */
  readonly welcomeText?: string;
}

/** The page's own greeting. */
const pageWelcomeText = 'Connected to Stable Cash & Carry WebSocket server';

/** Makes the Stable Cash & Carry protocol; see PROTOCOL.md. */
export const createCarry = ({ welcomeText = pageWelcomeText }: CarryOptions = {}): Dialect => ({
  name: 'carry',
  traits: carryTraits,
  views,
  topicsOf,
  decodeCommand,
  encodeReply: repliesWith(welcomeText),
  decodeEvent: decoderOf('carry', carryMessages),
  schemas: { server: ServerMessage, client: ClientMessage },
  pages: carryPages,
});

/** The Stable Cash & Carry protocol with the page's greeting. */
export const carry: Dialect = createCarry();

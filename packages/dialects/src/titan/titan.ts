import type { Dialect } from '../dialect.ts';
import type { Views } from '../view.ts';
import { decoderOf } from '../wire/decoder.ts';
import { eachView } from '../wire/each-view.ts';
import { circuitBreakerUpdate } from './circuit-breaker-update.ts';
import { decodeCommand, encodeReply } from './commands.ts';
import { configChange } from './config-change.ts';
import { emergencyFlatten } from './emergency-flatten.ts';
import { equityUpdate } from './equity-update.ts';
import { masterArmChange } from './master-arm-change.ts';
import { performanceUpdate } from './performance-update.ts';
import { phaseTransition } from './phase-transition.ts';
import { positionView } from './position-view.ts';
import { ClientMessage, titanMessages, ServerMessage } from './schemas.ts';
import { signalNotification } from './signal-notification.ts';
import { systemStatusUpdate } from './system-status-update.ts';
import { titanTraits } from './traits.ts';

const views: Views = {
  equity: eachView(equityUpdate),
  position: positionView,
  signal: eachView(signalNotification),
  'master-arm': eachView(masterArmChange),
  'circuit-breaker': eachView(circuitBreakerUpdate),
  'config-change': eachView(configChange),
  'component-status': eachView(systemStatusUpdate),
  flatten: eachView(emergencyFlatten),
  performance: eachView(performanceUpdate),
  phase: eachView(phaseTransition),
};

const topicByKind: ReadonlyMap<string, readonly string[]> = new Map(
  titanMessages.map(({ kind, type }) => [kind, [type]]),
);

/** The Titan console's protocol; see PROTOCOL.md. */
export const titan: Dialect = {
  name: 'titan',
  traits: titanTraits,
  views,
  topicsOf: (event) => topicByKind.get(event.kind) ?? [],
  decodeCommand,
  encodeReply,
  decodeEvent: decoderOf('titan', titanMessages),
  schemas: { server: ServerMessage, client: ClientMessage },
};

import type { SequencedEvent } from '@pitwall/model';
import type { Update } from '../state/update.ts';
import type { Hearing } from './hearing.ts';
import type { AnyView } from './say.ts';
import type { Saying } from './saying.ts';

/** A view's default pace: a console paints at most 50 times a second. */
const defaultIntervalMs = 20;

/** A `latest` message that waits for its turn. */
export type Waiting =
  | { readonly as: 'event'; saying: Saying; readonly sent: SequencedEvent | undefined }
  | { readonly as: 'list'; readonly view: AnyView & { mode: 'collect' }; readonly update: Update };

/** Least time between two `latest` messages of one unit, in ms: the view's, or a longer one that the hearing wishes. */
export const intervalOfView = (view: AnyView, hearing: Pick<Hearing, 'minIntervalMs'>): number =>
  Math.max(view.intervalMs ?? defaultIntervalMs, hearing.minIntervalMs ?? 0);

/** The interval that what waits was held for. */
export const intervalOf = (waiting: Waiting, hearing: Pick<Hearing, 'minIntervalMs'>): number =>
  intervalOfView(waiting.as === 'event' ? waiting.saying.view : waiting.view, hearing);

/** Whether what waits is told as a change of what was sent, or not at all where it says the same. */
export const isComparing = (waiting: Waiting, { delta }: Pick<Hearing, 'delta'>): boolean =>
  delta || (waiting.as === 'event' ? waiting.saying.view : waiting.view).sameAs !== undefined;

/** The topics under which it is heard. */
export const topicsOfWaiting = (waiting: Waiting, { dialect }: Pick<Hearing, 'dialect'>): readonly string[] =>
  waiting.as === 'event' ? dialect.topicsOf(waiting.saying.update.event) : [waiting.view.topic];

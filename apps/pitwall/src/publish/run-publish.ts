import type { CommandParts } from '../command-parts.ts';
import type { ExitName } from '../exit-codes.ts';
import { plainLine } from '../terminal/figures.ts';
import { listenForStop } from '../terminal/stop-signals.ts';
import { chunksOf } from './chunks.ts';
import { postChunk } from './post-chunk.ts';
import type { PublishTarget } from './post-chunk.ts';
import { readItems } from './read-items.ts';
import { giveSignsOfLife } from './signs-of-life.ts';

/** Most refusals that are shown one by one; the others are counted. */
const maxShown = 50;

/** Publishes what a text holds, and tells what became of it. */
export const runPublish = async (
  source: AsyncIterable<string>,
  target: PublishTarget,
  parts: CommandParts,
): Promise<ExitName> => {
  const { terminal, random, signals, clock } = parts;
  const { colors } = terminal;
  const stopping = new AbortController();
  const stopListening = listenForStop(signals, () => clock.monotonicMs(), {
    onStop: () => stopping.abort(),
    onForce: () => stopping.abort(),
  });
  const startedMs = clock.monotonicMs();
  const count = { accepted: 0, duplicates: 0, refused: 0 };
  // What failed before anything was sent has only its reason to tell.
  let ended = false;
  const onRetry = (reason: string, waitMs: number): void =>
    terminal.note(colors.yellow(`${reason}; next attempt in ${(waitMs / 1000).toFixed(1)} s`));
  const takeLeave = giveSignsOfLife(target, { random });
  try {
    for await (const chunk of chunksOf(readItems(source))) {
      const outcome = await postChunk(chunk, target, { random, onRetry, signal: stopping.signal });
      count.accepted += outcome.accepted;
      count.duplicates += outcome.duplicates;
      for (const { line, reason } of outcome.refusals) {
        count.refused += 1;
        if (count.refused <= maxShown) terminal.note(`${colors.red(`line ${line}`)}  ${plainLine(reason)}`);
      }
    }
    ended = true;
  } catch (thrown) {
    if (!stopping.signal.aborted) throw thrown;
    ended = true;
  } finally {
    await takeLeave();
    stopListening();
    if (count.refused > maxShown) terminal.note(`… and ${count.refused - maxShown} more refused`);
    const seconds = (clock.monotonicMs() - startedMs) / 1000;
    if (ended || count.accepted + count.refused > 0) terminal.say(summary(count, seconds));
  }
  if (stopping.signal.aborted) return 'INTERRUPTED';
  return count.refused > 0 ? 'FAILED' : 'OK';
};

const summary = (
  { accepted, duplicates, refused }: { accepted: number; duplicates: number; refused: number },
  seconds: number,
): string => {
  const repeated = duplicates > 0 ? ` (${duplicates} had come before)` : '';
  return `${accepted} accepted${repeated}, ${refused} refused, ${seconds.toFixed(1)} s`;
};

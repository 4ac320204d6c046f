import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';

/**
 * How long a peer may take to receive the last words of a connection, in ms. They fit into the buffers of any peer that
 * reads at all, so what takes longer is held on purpose; 5 s are many round trips of a slow line.
 */
export const lastWordsTimeoutMs = 5_000;

/**
 * Ends a raw connection with last words and lets go of it: as soon as the system has taken them, for a peer that keeps
 * its half open would hold the descriptor for ever, and after {@link lastWordsTimeoutMs} whether it has or not.
 */
export const endRaw = (socket: Duplex, lastWords: string, clock: Clock): void => {
  // A peer that resets meanwhile concerns nobody.
  socket.on('error', () => socket.destroy());
  const cutOff = clock.after(lastWordsTimeoutMs, () => socket.destroy());
  socket.once('close', () => cutOff.cancel());
  socket.once('finish', () => socket.destroy());
  socket.end(lastWords);
};

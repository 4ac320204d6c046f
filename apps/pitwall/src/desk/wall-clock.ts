import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { DeskClock } from '@pitwall/desk';

/** The machine's time, as the desk wants it. */
export const wallClock: DeskClock = {
  now: () => Date.now(),
  async sleep(delayMs) {
    if (delayMs > 0) await delay(delayMs);
    else await nextTurn();
  },
};

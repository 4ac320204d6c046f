/** A day: how often the timer below does nothing. */
const idleMs = 86_400_000;

/**
 * Keeps the process alive until what is returned is called. The gateway's clock never does, so a command that waits for its
 * next attempt must.
 */
export const stayAlive = (): (() => void) => {
  const timer = setInterval(() => undefined, idleMs);
  return () => clearInterval(timer);
};

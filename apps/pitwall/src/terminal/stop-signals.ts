/** Signals that ask a process to end. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The part of a process that tells of signals. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

/** What a command does when it is asked to end. */
export interface StopHandlers {
  /** The first time. */
  readonly onStop: (signal: StopSignal) => void;
  /** Again: it shall end at once. */
  readonly onForce: (signal: StopSignal) => void;
}

/**
 * Signals that come this soon after the first are the same one: npm passes on a Ctrl-C which the terminal has already
 * given to its whole process group.
 */
const sameSignalMs = 500;

/** Listens for requests to end; returns what stops listening. */
export const listenForStop = (source: SignalSource, nowMs: () => number, handlers: StopHandlers): (() => void) => {
  let firstAt: number | undefined;
  const hear = (signal: StopSignal): void => {
    if (firstAt === undefined) {
      firstAt = nowMs();
      handlers.onStop(signal);
    } else if (nowMs() - firstAt >= sameSignalMs) {
      handlers.onForce(signal);
    }
  };
  for (const signal of signals) source.on(signal, hear);
  return () => {
    for (const signal of signals) source.off(signal, hear);
  };
};

const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

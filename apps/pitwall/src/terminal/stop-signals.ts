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
  /** SIGHUP asks to read again what was read at the start, as daemons do. @default it asks to end */
  readonly onReload?: (() => void) | undefined;
}

/**
 * A Ctrl-C that comes this soon after the first is the same one: the terminal gives it to its whole process group, and npm,
 * which is one of that group, passes its own on. Nobody sends SIGTERM to a group by pressing a key.
 */
const sameCtrlCMs = 500;

/** Listens for requests to end; returns what stops listening. */
export const listenForStop = (source: SignalSource, nowMs: () => number, handlers: StopHandlers): (() => void) => {
  let first: { readonly signal: StopSignal; readonly atMs: number } | undefined;
  const hear = (signal: StopSignal): void => {
    if (signal === 'SIGHUP' && handlers.onReload !== undefined) {
      handlers.onReload();
      return;
    }
    if (first === undefined) {
      first = { signal, atMs: nowMs() };
      handlers.onStop(signal);
      return;
    }
    const isSame = signal !== 'SIGTERM' && signal === first.signal && nowMs() - first.atMs < sameCtrlCMs;
    if (!isSame) handlers.onForce(signal);
  };
  for (const signal of signals) source.on(signal, hear);
  return () => {
    for (const signal of signals) source.off(signal, hear);
  };
};

const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

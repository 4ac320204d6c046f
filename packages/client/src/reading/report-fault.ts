/** Told of an error that an application's own function threw. @default it surfaces as a rejection that nobody handles */
export type FaultReport = (fault: unknown) => void;

/** Lets a fault of an application's function surface as one of its own, without breaking what called it. */
export const surface: FaultReport = (fault) => {
  void Promise.reject(fault);
};

/** Calls an application's function; what it throws is reported. */
export const callSafely = (call: () => void, report: FaultReport): void => {
  try {
    call();
  } catch (fault) {
    report(fault);
  }
};

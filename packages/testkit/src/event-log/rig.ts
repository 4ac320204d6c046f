import type { EventLog } from '@pitwall/gateway';

/** What a test wants of the log that it is given. */
export interface EventLogNeeds {
  /** Most events kept. @default so many that nothing is forgotten */
  readonly maxEvents?: number;
  /** Most batches that may wait to be written. @default the log's own bound */
  readonly maxPendingBatches?: number;
  /** Delays in ms which a log with injected delays takes one after the other, over and over. @default of its choice */
  readonly delaysMs?: readonly number[];
}

/** A new, empty log and the time that it lives in. */
export interface EventLogRig {
  readonly log: EventLog;
  /** Lets a moment pass: moves a fake clock, or gives a real disk a turn. */
  pass(): Promise<void>;
  /** Frees what the log holds, such as a file. @default nothing */
  teardown?(): Promise<void>;
}

/** Makes a rig for one test. */
export type EventLogSetup = (needs: EventLogNeeds) => EventLogRig | Promise<EventLogRig>;

/** Promises that a log may be excused from, and what each means. */
export type EventLogException =
  /** It keeps no bound by count, so the tests of the horizon have nothing to forget. */
  | 'no-event-bound'
  /** It keeps no bound on batches that wait. */
  | 'no-append-bound';

/** Lets moments pass until a promise is settled, and hands it on. */
export const settle = async <Value>(rig: EventLogRig, work: Promise<Value>): Promise<Value> => {
  const noted = { settled: false };
  const note = (): void => {
    noted.settled = true;
  };
  work.then(note, note);
  for (let moment = 0; !noted.settled; moment += 1) {
    if (moment > 10_000) throw new Error('The log never settles');
    await rig.pass();
  }
  return work;
};

/** Runs a test on a rig of its own. */
export const onRig =
  (setup: EventLogSetup, needs: EventLogNeeds, test: (rig: EventLogRig) => Promise<void>) =>
  async (): Promise<void> => {
    const rig = await setup(needs);
    try {
      await test(rig);
    } finally {
      await rig.teardown?.();
    }
  };

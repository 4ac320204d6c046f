import { DelayedLog, eventLogContract, FakeClock } from '@pitwall/testkit';
import type { EventLogNeeds, EventLogRig } from '@pitwall/testkit';
import { MemoryLog } from './memory-log.ts';

const memoryLog = ({ maxEvents, maxPendingBatches }: EventLogNeeds): MemoryLog =>
  new MemoryLog({
    epoch: 'memory',
    ...(maxEvents === undefined ? {} : { maxEvents }),
    ...(maxPendingBatches === undefined ? {} : { maxPendingBatches }),
  });

const endOfTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const delayedMemoryLog = (needs: EventLogNeeds): EventLogRig => {
  const clock = new FakeClock();
  const delaysMs = needs.delaysMs ?? [3, 0, 7, 1, 12, 2];
  let taken = 0;
  const nextDelayMs = (): number => delaysMs[(taken += 1) % delaysMs.length] ?? 0;
  return {
    log: new DelayedLog({ nextDelayMs }, { inner: memoryLog(needs), clock }),
    pass: async () => {
      clock.advance(1);
      await endOfTurn();
    },
  };
};

eventLogContract('the memory log', (needs) => ({ log: memoryLog(needs), pass: endOfTurn }));

eventLogContract('the memory log behind delays that reorder its confirmations', delayedMemoryLog, {
  exceptions: { 'no-append-bound': 'what waits for its delay waits before the bound of the log within' },
});

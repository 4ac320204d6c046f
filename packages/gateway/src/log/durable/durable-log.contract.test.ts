import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLogContract } from '@pitwall/testkit';
import type { EventLogNeeds, EventLogRig } from '@pitwall/testkit';
import { systemClock } from '../../clock.ts';
import { afterAll } from 'vitest';
import { openDurableLog } from './durable-log.ts';
import { defaultDurableLogOptions } from './durable-log-options.ts';
import type { DurableLogOptions } from './durable-log-options.ts';
import { openStoreThread } from './store-port.ts';

/** A disk answers when it does; a moment of its time is a moment of ours. */
const moment = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 1);
  });

// A new thread for each of some hundred logs would be most of what is waited for.
const thread = openStoreThread(() => undefined);
afterAll(() => thread.end());

const setup =
  (of: Partial<DurableLogOptions>) =>
  async ({ maxPendingBatches }: EventLogNeeds): Promise<EventLogRig> => {
    const directory = await mkdtemp(join(tmpdir(), 'pitwall-log-'));
    const options = {
      ...defaultDurableLogOptions,
      ...of,
      ...(maxPendingBatches === undefined ? {} : { maxPendingBatches }),
    };
    const { log } = await openDurableLog(directory, options, {
      clock: systemClock,
      openPort: () => ({ ask: (request) => thread.ask(request), end: () => Promise.resolve() }),
      onFailed: (error) => {
        throw error;
      },
    });
    return {
      log,
      pass: moment,
      teardown: async () => {
        await log.close();
        await rm(directory, { recursive: true });
      },
    };
  };

const traits = { exceptions: { 'no-event-bound': 'it forgets whole files, by age and bytes' } };

eventLogContract('the durable log', setup({ commitWindowMs: 0 }), traits);

eventLogContract(
  'the durable log that remembers next to nothing and reads all from its files',
  setup({ commitWindowMs: 1, ringEvents: 1, sliceMs: 0 }),
  traits,
);

import type { SequencedEvent } from '@pitwall/model';
import type { EventLog, LogPage, ReceivedEvent } from '@pitwall/gateway';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { modelRuns } from '../model-runs.ts';
import { received } from './received.ts';
import { onRig, settle } from './rig.ts';
import type { EventLogRig, EventLogSetup } from './rig.ts';

type Reading = Parameters<EventLog['read']>[0];

/** One thing that happens to a log; events are told by account and kind, and marked when they are appended. */
type Step =
  | {
      readonly do: 'append';
      readonly batch: readonly Pick<Parameters<typeof received>[1] & object, 'account' | 'kind'>[];
    }
  | { readonly do: 'read'; readonly afterPart: number; readonly limit: number; readonly filter: Reading['filter'] }
  | { readonly do: 'pass' };

const account = fc.constantFrom('alice', 'bob');
const kind = fc.constantFrom('trade' as const, 'equity' as const, 'alert' as const);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('append' as const),
    batch: fc.array(fc.record({ account, kind }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    do: fc.constant('read' as const),
    afterPart: fc.nat({ max: 100 }).map((percent) => percent / 100),
    limit: fc.integer({ min: 1, max: 5 }),
    filter: fc.option(
      fc.record(
        {
          accounts: fc.uniqueArray(account, { maxLength: 2 }),
          kinds: fc.uniqueArray(kind, { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
  }),
  fc.record({ do: fc.constant('pass' as const) }),
);

/** What was done to a log, to be compared with what it tells. */
class History {
  readonly given: ReceivedEvent[] = [];
  readonly heard: SequencedEvent[] = [];
  readonly #appends: Promise<readonly SequencedEvent[]>[] = [];
  readonly #reads: { readonly reading: Reading; readonly page: Promise<LogPage> }[] = [];
  readonly #rig: EventLogRig;

  constructor(rig: EventLogRig) {
    this.#rig = rig;
    rig.log.follow((events) => this.heard.push(...events));
  }

  async take(one: Step): Promise<void> {
    const { log } = this.#rig;
    if (one.do === 'pass') {
      await this.#rig.pass();
    } else if (one.do === 'append') {
      const batch = one.batch.map((event, index) => received(`${this.given.length + index}`, event));
      this.given.push(...batch);
      this.#appends.push(log.append(batch));
    } else {
      const { limit, filter } = one;
      const afterSeq = Math.round(one.afterPart * log.headSeq());
      const reading: Reading = { afterSeq, limit, ...(filter === undefined ? {} : { filter }) };
      this.#reads.push({ reading, page: log.read(reading) });
    }
  }

  /** Waits until all is done, and tells the places of what was appended. */
  async placed(): Promise<readonly SequencedEvent[]> {
    return (await settle(this.#rig, Promise.all(this.#appends))).flat();
  }

  /** Each page that was read beside what it should hold: all that matches between its ends. */
  async *pages(): AsyncIterable<{ reading: Reading; page: LogPage; matching: readonly SequencedEvent[] }> {
    for (const { reading, page: read } of this.#reads) {
      const page = await settle(this.#rig, read);
      const { afterSeq, filter = {} } = reading;
      const matching = this.heard.filter(
        (event) =>
          event.seq > afterSeq &&
          event.seq <= page.through &&
          filter.accounts?.includes(event.account) !== false &&
          filter.kinds?.includes(event.kind) !== false,
      );
      yield { reading, page, matching };
    }
  }
}

/** Everything at once: any order of batches, reads and moments leaves one history that all reads agree with. */
export const testHistory = (setup: EventLogSetup): void => {
  it('keeps one history under any batches, reads and delays', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), delays, async (steps, delaysMs) => {
        await onRig(setup, { delaysMs }, async (rig) => {
          const history = new History(rig);
          for (const one of steps) await history.take(one);
          const placed = await history.placed();
          expect(history.heard).toEqual(placed);
          expect(placed).toEqual(history.given.map((event, index) => ({ ...event, seq: placed[index]?.seq })));
          for await (const { reading, page, matching } of history.pages()) {
            expect(page.events).toEqual(matching);
            expect(page.events.length).toBeLessThanOrEqual(reading.limit);
            expect(page.through).toBeGreaterThanOrEqual(reading.afterSeq);
          }
        })();
      }),
      // Long histories find more than many short ones, and a disk takes its time.
      modelRuns(40),
    );
  });
};

import type { StreamWish } from '@pitwall/dialects';
import type { Kind, SequencedEvent } from '@pitwall/model';
import { modelRuns } from '@pitwall/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asJson } from '../delivery/replica.fixture.ts';
import { follow } from './stream-model.fixture.ts';
import { anyStreamStep, StreamWorld } from './stream-world.fixture.ts';

type Message = Record<string, unknown>;

const played = async (
  steps: readonly Parameters<StreamWorld['run']>[0][],
  delays: () => number,
): Promise<StreamWorld> => {
  const world = new StreamWorld(delays);
  for (const step of steps) await world.run(step);
  await world.settle();
  return world;
};

const delaysOf =
  (stream: Iterator<number>): (() => number) =>
  () =>
    Number(stream.next().value ?? 0);

const kindsOf = (topics: readonly string[]): ReadonlySet<Kind> => {
  const kinds: Record<string, Kind[]> = {
    positions: ['position'],
    trades: ['trade'],
    equity: ['equity'],
    logs: ['log'],
    market: ['market'],
    backtests: ['backtest-start', 'backtest-progress', 'backtest-complete'],
  };
  return new Set(topics.flatMap((topic) => kinds[topic] ?? []));
};

const statesOf = (world: StreamWorld, kinds: ReadonlySet<Kind>): Map<string, unknown> => {
  const { state } = world.rig.delivery;
  const states = new Map<string, unknown>();
  for (const kind of kinds) {
    const account = kind === 'market' ? '@shared' : 'alice';
    for (const event of state.values(account, kind)) states.set(unitOf(event), asJson(event.data));
  }
  return states;
};

const unitOf = ({ account, kind, key }: SequencedEvent): string => `${account} ${kind} ${key}`;

const sorted = (map: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

const seqOf = (cursor: string): number => Number(cursor.split('.')[1]);

/** How a stream that is open began. */
const beginningOf = (
  told: readonly Message[],
  name: string,
): { wish: StreamWish; cursor: string; recovered?: boolean } => {
  const opened = told.findLast(({ type, stream }) => type === 'reply:stream-opened' && stream === name);
  return opened as unknown as ReturnType<typeof beginningOf>;
};

/** Up to its cursor a client has everything, wherever its connection ended: for there it will go on. */
const expectNothingLost = (world: StreamWorld, told: readonly Message[]): void => {
  const { losses, open } = follow(told);
  expect(losses).toEqual([]);
  for (const [name, { cursor, events }] of open) {
    const beginning = beginningOf(told, name);
    const owed = world.owed(kindsOf(beginning.wish.topics), seqOf(beginning.cursor));
    expect(events).toEqual(owed.filter((seq) => seq <= seqOf(cursor)));
    expect(beginning.recovered).not.toBe(false);
  }
};

// Promises: pitwall.no-false-loss, pitwall.chain, pitwall.since
it('a client that keeps the rules of the page sees no loss where there is none, and ends with each event once and the states, wherever it is cut off', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStreamStep, { minLength: 20, maxLength: 80, size: 'max' }),
      fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 1, 5, 12)),
      async (steps, delays) => {
        const world = await played(steps, delaysOf(delays));
        for (const { lives, session, told } of world.peers) {
          for (const life of lives) expectNothingLost(world, life);
          const { open } = follow(told);
          for (const [name, model] of open) {
            const { wish } = beginningOf(told, name);
            expect(model.isLive).toBe(true);
            expect(model.events).toEqual(world.owed(kindsOf(wish.topics), seqOf(beginningOf(told, name).cursor)));
            const states = wish.snapshot ? statesOf(world, kindsOf(wish.topics)) : model.states;
            expect(sorted(model.states)).toEqual(sorted(states));
          }
          expect(session.state).toBe(open.size === 0 ? 'ready' : 'live');
        }
      },
    ),
    modelRuns(200),
  );
});

const isLink = (message: Message): boolean => message['prev'] !== undefined;

const streamOf = (message: Message): unknown =>
  (message['position'] as { stream: string } | undefined)?.stream ?? message['stream'];

/** Whether something of the stream comes after a message that could show its loss. */
const isFollowed = (told: readonly Message[], index: number, stream: unknown): boolean => {
  // The links go on as if a `live` that changes nothing of them had not been: then a ping alone tells that it was.
  const changesNothing = told[index]?.['prev'] === (told[index]?.['position'] as { last: string } | undefined)?.last;
  for (const message of told.slice(index + 1)) {
    if (message['type'] === 'reply:stream-closed' && message['stream'] === stream) return false;
    if (isLink(message) && streamOf(message) === stream) {
      if (!changesNothing) return true;
      // The next one says the same.
      if (message['type'] === 'reply:live') return false;
    }
    const positions = (message['positions'] ?? []) as { stream: string }[];
    if (positions.some((position) => position.stream === stream)) return true;
  }
  return false;
};

/** What leaves no trace: a `live` after which nothing of the chain changes, for a client that was live before. */
const leavesNoTrace = (told: readonly Message[], index: number): boolean => {
  const { type, position, prev } = told[index] as { type: string; position?: { last: string }; prev: string };
  if (type !== 'reply:live' || prev !== position?.last) return false;
  const stream = streamOf(told[index] ?? {});
  const earlier = told.slice(0, index).filter((message) => streamOf(message) === stream);
  const opened = earlier.findLastIndex((message) => message['type'] === 'reply:stream-opened');
  return earlier.slice(opened).some((message) => message['type'] === 'reply:live');
};

// Promise: pitwall.loss
it('a client that keeps the rules of the page sees the loss of any one message at the next of its stream, or at a ping', async () => {
  let dropped = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStreamStep, { minLength: 20, maxLength: 60, size: 'max' }),
      fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 1, 5, 12)),
      async (steps, delays) => {
        const { peers } = await played(steps, delaysOf(delays));
        for (const { told } of peers) {
          for (const [index, message] of told.entries()) {
            if (!isLink(message) || !isFollowed(told, index, streamOf(message)) || leavesNoTrace(told, index)) continue;
            dropped += 1;
            const { losses } = follow(told.toSpliced(index, 1));
            expect({ message, seen: new Set(losses) }).toEqual({ message, seen: new Set([streamOf(message)]) });
          }
        }
      },
    ),
    modelRuns(50),
  );
  expect(dropped).toBeGreaterThan(0);
});

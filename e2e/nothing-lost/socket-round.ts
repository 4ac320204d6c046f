import type { Replica } from '@pitwall/client';
import { isKind } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import { diceOf } from '../isolation/dice.ts';
import type { Dice } from '../isolation/dice.ts';
import { differences, end, faultsOf, watch } from './account-of.ts';
import type { Shown, Watched } from './account-of.ts';
import { anyDraft } from './any-draft.ts';
import { anyFilter } from './any-watch.ts';
import { asksFor, Ledger } from './ledger.ts';
import type { PageEvent, SocketWorld } from './socket-world.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is done to the network. */
type Weather = (world: SocketWorld) => void;

const weathers: readonly [Weather, ...Weather[]] = [
  ({ proxy }) => proxy.cut(),
  ({ proxy }) => proxy.disturb('to-client', { stalled: true }),
  ({ proxy }) => proxy.disturb('to-client', { delayMs: 40 }),
  ({ proxy }) => proxy.disturb('to-client', { bytesPerSecond: 20_000 }),
  ({ proxy }) => proxy.halfClose('to-client'),
  ({ proxy }) => proxy.halfClose('to-server'),
  ({ proxy }) => {
    proxy.refuse();
    proxy.cut();
  },
];

/** Over TLS a changed bit is noticed, and ends the connection; without it nobody could see it. */
const secureWeathers: readonly [Weather, ...Weather[]] = [
  ...weathers,
  ({ proxy }) => proxy.corrupt('to-client'),
  ({ proxy }) => proxy.corrupt('to-client'),
  ({ proxy }) => proxy.corrupt('to-server'),
];

/** What is played over many rounds, one world for all of them. */
export interface SocketPlay {
  readonly world: SocketWorld;
  readonly replica: Replica;
  count: number;
}

/** Plays one round: facts while the network does something to the client, then calm. Throws with what is wrong. */
export const playSocketRound = async (play: SocketPlay, seed: number): Promise<void> => {
  const { world, replica } = play;
  const dice = diceOf(seed);
  const watched = [0, 1].map((n) => {
    const snapshot = dice.roll(2) === 0;
    return watch(world.client, `subscription ${n}`, anyFilter(dice), { snapshot, delta: snapshot });
  });
  await until(() => watched.every(({ subscription }) => subscription.isLive), 'subscriptions begin');
  const receipts: Promise<unknown>[] = [];
  for (let step = 0; step < 4; step += 1) {
    dice.pick(world.isSecure ? secureWeathers : weathers)(world);
    await publish(play, dice);
    const alertId = `c${seed}-${step}`;
    const data = { alertId, severity: 'info', title: 'by the client' } as const;
    receipts.push(world.client.publish({ kind: 'alert', account: 'main', id: alertId, data }));
    if (step === 1 && seed % 6 === 0) await world.killAndRestart();
    await pause(dice.roll(60));
    world.proxy.calm();
  }
  await publish(play, dice);
  await Promise.all(receipts);
  await judge(play, watched, seed);
  for (const one of watched) end(one);
  if (!replica.freshness.isLive) throw new Error('The replica is not live at rest');
};

const publish = async (play: SocketPlay, dice: Dice): Promise<void> => {
  const drafts = Array.from({ length: 1 + dice.roll(8) }, () => anyDraft(dice, (play.count += 1)));
  await play.world.publish(drafts);
};

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const deadlineMs = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error(`It does not happen in time: ${what}`);
    await pause(5);
  }
};

const shownOf = ({ kind, account, key, seq, data }: PageEvent): Shown => ({ kind, account, key, seq, data });

const judge = async ({ world, replica }: SocketPlay, watched: readonly Watched[], seed: number): Promise<void> => {
  const epoch = await world.epoch();
  const present = await world.read();
  const events = await world.read(`${epoch}.0`);
  const ledger = ledgerOf(epoch, [...events, ...present]);
  const values = present.map(shownOf);
  const reaches = ({ subscription, filter }: Watched): boolean => {
    const last = ledger.written.findLastIndex((fact) => fact.mustArrive && asksFor(filter, fact));
    return subscription.isLive && ledger.at(subscription.cursor ?? '') >= last;
  };
  const isEqual = (): boolean => replica.freshness.isLive && differences(replica.list(), values).length === 0;
  const deadlineMs = performance.now() + 20_000;
  while (performance.now() < deadlineMs && !(watched.every(reaches) && isEqual())) await pause(5);
  const faults = [
    ...watched.flatMap((one) => faultsOf(one, ledger).map((fault) => `${JSON.stringify(one.filter)}: ${fault}`)),
    ...watched.filter((one) => !reaches(one)).map(({ subscription }) => `stands at ${subscription.cursor}`),
    ...differences(replica.list(), values),
    ...duplicates(events, seed),
  ];
  if (faults.length > 0) throw new Error(faults.slice(0, 12).join('\n'));
};

/** What the client published that is not in the log exactly once. */
const duplicates = (events: readonly PageEvent[], seed: number): readonly string[] => {
  const alerts = events.filter(({ kind, snapshot }) => kind === 'alert' && snapshot !== true);
  return [0, 1, 2, 3].flatMap((step) => {
    const count = alerts.filter(({ key }) => key === `c${seed}-${step}`).length;
    return count === 1 ? [] : [`c${seed}-${step} is ${count} times in the log`];
  });
};

const seqOf = (cursor: string): number => Number(cursor.slice(cursor.lastIndexOf('.') + 1));

/** A ledger of what pages tell: all that must arrive, and of the rest what is the present value. */
const ledgerOf = (epoch: string, events: readonly PageEvent[]): Ledger => {
  const ledger = new Ledger({ isPartial: true });
  ledger.begin(epoch);
  const distinct = new Map(events.map((event) => [event.seq, event]));
  for (const event of [...distinct.values()].toSorted((a, b) => seqOf(a.seq) - seqOf(b.seq))) {
    if (!isKind(event.kind)) continue;
    ledger.write(epoch, { ...event, seq: seqOf(event.seq) } as unknown as SequencedEvent);
  }
  return ledger;
};

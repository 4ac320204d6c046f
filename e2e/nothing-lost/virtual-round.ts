import { end, renamePlaces, watch } from './account-of.ts';
import type { Watched } from './account-of.ts';
import { anyDraft } from './any-draft.ts';
import { anyFilter, anyOptions } from './any-watch.ts';
import { ClientFacts } from './client-facts.ts';
import { assertNone, faultsAtRest, faultsNow, isAtRest, strayPlaces } from './round-faults.ts';
import type { Met, Round } from './round-faults.ts';
import { VirtualWorld } from './virtual-world.ts';

type Step = (round: Round) => Promise<void> | void;

const publish = async ({ world, next }: Round, count: number): Promise<void> => {
  const { gateway, dice } = world;
  if (gateway === undefined) return;
  const drafts = Array.from({ length: count }, () => anyDraft(dice, next()));
  // What a killed gateway was asked is answered by nobody.
  void gateway.publish(drafts).catch(() => undefined);
  await world.settle();
};

const publishAsClient: Step = ({ published, next }) => {
  const id = `c${next()}`;
  const data = { alertId: id, severity: 'info', title: 'by the client' } as const;
  published.publish({ kind: 'alert', account: 'main', id, data });
};

const subscribe: Step = ({ world, watched, next }) => {
  if (watched.filter(({ isOver }) => !isOver).length >= 8) return;
  const cursors = world.ledger.written.slice(-40).map(({ cursor }) => cursor);
  const { client, dice } = world;
  watched.push(watch(client, `subscription ${next()}`, anyFilter(dice), anyOptions(dice, cursors)));
};

const unsubscribe: Step = ({ world, watched }) => {
  const one = world.dice.draw(watched.filter(({ isOver }) => !isOver));
  if (one !== undefined) end(one);
};

const kill: Step = async ({ world, met }) => {
  world.kill();
  met.kills += 1;
  if (world.dice.roll(2) === 0) await world.pass(world.dice.pick([50, 2_000, 20_000]), 1_000);
  if (world.dice.roll(4) === 0) {
    const left = world.dice.roll(2) === 0 ? 0 : Math.max(0, world.ledger.written.length - world.dice.roll(12));
    await world.log.cutBack(left);
    met.histories += 1;
  }
  await world.start();
};

/** The line breaks again while the present values come of which it missed the changes: anywhere among them. */
async function cutWhileComingBack(round: Round): Promise<void> {
  const { world } = round;
  for (const line of world.lines.splice(0)) line.cut();
  await publish(round, 6);
  Object.assign(world, { socketsPass: true, latencyMs: 30 });
  const tellsValues = (): boolean =>
    world.lines.some(({ onTheWay }) => onTheWay.some((text) => text.includes('"type":"snapshot"')));
  for (let tries = 0; tries < 200 && !tellsValues(); tries += 1) await world.pass(tries < 100 ? 10 : 1_000);
  for (const line of world.lines.splice(0)) line.cutAmid(world.dice.roll(line.onTheWay.length + 1));
  assertNone(strayPlaces(round));
}

/** Nothing is wrong, and then the log is an older copy of itself: who was told more comes back from beyond its end. */
const putBack: Step = async (round) => {
  const { world, watched, published, met } = round;
  if (published.waiting > 0 || world.log.headSeq < 12) return;
  assertNone(faultsNow(round));
  world.kill();
  const headSeq = world.log.headSeq - 1 - world.dice.roll(10);
  const rename = await world.log.putBack(headSeq);
  for (const one of watched) renamePlaces(one, rename);
  published.forget((cursor) => rename(cursor) !== cursor);
  met.undone += watched.filter(({ undone }) => undone !== undefined).length;
  if (world.dice.roll(2) === 0) world.losesNextGap = true;
  await world.start();
  Object.assign(world, { socketsPass: true, losesAnswers: false, latencyMs: 1 });
  // Until everybody was told, nothing is written that could be taken for what was there before.
  const areTold = (): boolean => isAtRest(round) && watched.every(isTold);
  for (let second = 0; second < 400 && !areTold(); second += 1) await world.pass(1_000, 500);
  if (!areTold()) throw new Error('Nobody tells a reader that its place is no more');
};

const isTold = ({ isOver, undone }: Watched): boolean => isOver || undone === undefined;

/** A reader is away while the log forgets, and is told so in a word that is lost. */
const losesTheGap: Step = async (round) => {
  round.world.losesNextGap = true;
  await isAwayForLong(round);
};

const isSlow: Step = async (round) => {
  const { world } = round;
  for (const line of world.lines) line.isTaking = false;
  for (let turn = 0; turn < 4; turn += 1) {
    await publish(round, 25);
    await world.pass(30);
  }
  for (const line of world.lines) line.take();
};

/** A reader is away while the log forgets. */
const isAwayForLong: Step = async (round) => {
  const { world } = round;
  world.socketsPass = false;
  for (const line of world.lines.splice(0)) line.cut();
  await publish(round, 60);
  await world.pass(1_000, 500);
  world.socketsPass = true;
};

/** Each with how often it comes. */
const steps: readonly (readonly [weight: number, step: Step])[] = [
  [26, (round) => publish(round, 1 + round.world.dice.roll(4))],
  [5, publishAsClient],
  [10, ({ world }) => world.pass(25)],
  [8, ({ world }) => world.pass(1_000, 500)],
  [2, ({ world }) => world.pass(20_000, 2_000)],
  [4, subscribe],
  [3, unsubscribe],
  [2, ({ world }) => world.lines.splice(0).forEach((line) => line.cut())],
  [2, ({ world }) => world.lines.splice(0).forEach((line) => line.cutAmid(world.dice.roll(12)))],
  [2, cutWhileComingBack],
  [2, ({ world }) => world.lines.forEach((line) => (line.isMute = true))],
  [3, ({ world }) => world.lines.forEach((line) => (line.losesNext = true))],
  [2.5, kill],
  [2, isSlow],
  [1.5, isAwayForLong],
  [1, losesTheGap],
  [1, putBack],
  [2, ({ world }) => void (world.socketsPass = world.dice.roll(3) > 0)],
  [1, ({ world }) => void (world.streamsPass = world.dice.roll(2) === 0)],
  [1, ({ world }) => void (world.losesAnswers = world.dice.roll(2) === 0)],
  [1, ({ world }) => world.http.cut()],
  [1, ({ world }) => void (world.skewMs += world.dice.pick([3_600_000, -5_000, 40_000]))],
  [2, ({ world }) => void (world.latencyMs = world.dice.pick([0, 1, 30, 300]))],
  [1.5, fallBack],
];

/** WebSockets do not come about for long enough that HTTP helps out. */
async function fallBack(round: Round): Promise<void> {
  const { world } = round;
  world.socketsPass = false;
  world.streamsPass = world.dice.roll(2) === 0;
  for (const line of world.lines.splice(0)) line.cut();
  for (let second = 0; second < 40; second += 1) {
    if (second % 4 === 0) await publish(round, 2);
    await world.pass(1_000, 500);
    const { transport, state } = world.client.status;
    if (transport === 'sse' && state === 'live') round.met.sse += 1;
    if (transport === 'polling' && state === 'live') round.met.polling += 1;
  }
  world.socketsPass = true;
}

const total = steps.reduce((sum, [weight]) => sum + weight, 0);

const stepBy = (chance: number): Step => {
  let left = chance * total;
  for (const [weight, step] of steps) {
    left -= weight;
    if (left < 0) return step;
  }
  return kill;
};

/** Everything works again, and there is time to catch up. */
const heal = async (round: Round): Promise<void> => {
  const { world } = round;
  Object.assign(world, {
    socketsPass: true,
    streamsPass: true,
    losesAnswers: false,
    latencyMs: 1,
    losesNextGap: false,
  });
  for (const line of world.lines) {
    line.losesNext = false;
    if (!line.isTaking) line.take();
  }
  // A mute socket is noticed after its heartbeat, a grace and a question.
  await world.pass(26_000, 2_000);
  for (let second = 0; second < 400 && !isAtRest(round); second += 1) await world.pass(1_000, 500);
  // A ping of the gateway tells what is lost at the tail, and how far a quiet stream is.
  await world.pass(16_000, 2_000);
  for (let second = 0; second < 60 && !isAtRest(round); second += 1) await world.pass(1_000, 500);
};

/** Plays one round. Throws with what is wrong. */
export const playVirtualRound = async (seed: number, met: Met): Promise<void> => {
  const world = new VirtualWorld(seed, { needsToken: seed % 8 === 0 });
  const { client, dice } = world;
  let count = 0;
  const next = (): number => (count += 1);
  await world.start();
  const round: Round = { world, watched: [], replicas: [], published: new ClientFacts(client), met, next };
  await publish(round, dice.roll(12));
  for (let n = 0; n < 3; n += 1) await subscribe(round);
  for (const filter of [{}, anyFilter(dice)]) round.replicas.push({ filter, replica: client.state(filter) });
  await world.pass(400, 20);
  for (let left = 15 + dice.roll(35); left > 0; left -= 1) {
    await stepBy(dice.roll(100_000) / 100_000)(round);
    await world.settle();
    if (dice.roll(6) === 0) assertNone(faultsNow(round));
  }
  await heal(round);
  assertNone([...faultsNow(round), ...faultsAtRest(round)]);
  met.losses += client.counts.losses;
  met.lostGaps += world.lostGaps;
  met.facts += world.ledger.written.length;
  for (const { told } of round.watched) {
    for (const update of told) {
      if (update.type === 'gap') met.gaps += 1;
      if (update.type === 'live' && update.lag !== undefined) met.lags += 1;
    }
  }
  const closed = client.close();
  await world.pass(6_000, 1_000);
  await closed;
  world.kill();
};

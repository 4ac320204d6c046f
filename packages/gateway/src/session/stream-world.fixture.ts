import type { Dialect, StreamWish } from '@pitwall/dialects';
import { completeEvent, updateRuleOf } from '@pitwall/model';
import type { EventDraft, Kind, SequencedEvent } from '@pitwall/model';
import { DelayedLog, streamProbeDialect } from '@pitwall/testkit';
import fc from 'fast-check';
import { anyBurst, anyDraft } from '../delivery/steps.fixture.ts';
import { MemoryLog } from '../log/memory-log.ts';
import { CutPeer } from './cut-peer.fixture.ts';
import { SessionRig } from './session-rig.fixture.ts';

const accounts = ['alice', 'bob'] as const;

/** Something that happens to a gateway or one of its sessions. */
export type StreamStep =
  | { do: 'publish'; account: number; drafts: EventDraft[] }
  | { do: 'turn' }
  | { do: 'advance'; ms: number }
  | { do: 'open'; session: number; wish: Partial<StreamWish>; sinceBack: number | null }
  | { do: 'close'; session: number; stream: number }
  | { do: 'stall' | 'read'; session: number }
  | { do: 'cut'; session: number; drafts: EventDraft[]; share: number };

const session = fc.nat({ max: 2 });
const rarely = fc.nat({ max: 3 }).map((n) => n === 0);

/** Few different wishes, so that sessions share audiences. */
const wish: fc.Arbitrary<Partial<StreamWish>> = fc
  .record({
    topics: fc.constantFrom(['positions', 'trades', 'equity'], ['positions', 'logs', 'backtests'], ['logs', 'market']),
    delta: rarely.map((no) => !no),
    batch: rarely,
    snapshot: rarely.map((no) => !no),
    minIntervalMs: fc.constantFrom(undefined, undefined, 400),
  })
  .map(({ minIntervalMs, ...rest }) => ({ ...rest, ...(minIntervalMs === undefined ? {} : { minIntervalMs }) }));

/** Any step, those that matter more often. */
export const anyStreamStep: fc.Arbitrary<StreamStep> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      account: fc.nat({ max: 5 }).map((n) => Number(n === 0)),
      drafts: fc.array(anyDraft, { minLength: 1, maxLength: 7 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant<StreamStep>({ do: 'turn' }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 1, 2, 7, 20, 150, 400) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      session,
      wish,
      sinceBack: fc.option(fc.nat({ max: 30 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), session, stream: fc.nat({ max: 3 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('stall' as const, 'read' as const, 'read' as const),
      session,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cut' as const),
      session,
      drafts: anyBurst,
      share: fc.nat({ max: 100 }).map((percent) => percent / 100),
    }),
  },
);

/** Pings often, so that they come between everything else. */
const dialect: Dialect = {
  ...streamProbeDialect,
  traits: {
    ...streamProbeDialect.traits,
    heartbeat: { pingIntervalMs: 90, pongTimeoutMs: 10_000, jsonPing: true },
  },
};

/** Lets promises that are already settled run their continuations. */
const microtasks = async (): Promise<void> => {
  for (let round = 0; round < 24; round += 1) await Promise.resolve();
};

/** Sessions with streams on a gateway whose log takes its time. */
export class StreamWorld {
  readonly facts: SequencedEvent[] = [];
  readonly peers: readonly CutPeer[];
  readonly rig: SessionRig;

  constructor(delays: () => number) {
    const bounds = {
      highWaterBytes: 1_500,
      maxPageChars: 900,
      logPageEvents: 5,
      tailEvents: 12,
      maxEventsPerFlush: 7,
      maxCatchUpBytesPerTurn: 1_500,
      maxBoundedPerBatch: 2,
    };
    this.rig = new SessionRig(
      bounds,
      (clock) => new DelayedLog({ nextDelayMs: delays }, { inner: new MemoryLog({ epoch: 'e' }), clock }),
    );
    this.rig.log.follow((events) => void this.facts.push(...events));
    this.peers = [0, 1, 2].map(() => new CutPeer(this.rig, dialect));
  }

  async run(step: StreamStep): Promise<void> {
    if (step.do === 'publish') this.#publish(accounts[step.account] ?? 'alice', step.drafts);
    else if (step.do === 'turn') this.rig.clock.endTurn();
    else if (step.do === 'advance') await this.advance(step.ms);
    else if (step.do === 'cut') await this.#cut(step);
    else this.#runAt(step);
    await microtasks();
    this.#listen();
  }

  async advance(ms: number): Promise<void> {
    for (const peer of this.peers) peer.ask({ ask: 'pong' });
    for (let left = ms; left > 0; left -= 5) {
      this.rig.clock.advance(Math.min(5, left));
      await microtasks();
    }
  }

  /** Everybody reads, nobody publishes, time passes, and a ping comes. */
  async settle(): Promise<void> {
    for (let round = 0; round < 30; round += 1) {
      for (const peer of this.peers) peer.read();
      await this.advance(100);
    }
    this.#listen();
  }

  /** The `every` facts of some kinds after a seq that the sessions may see. */
  owed(kinds: ReadonlySet<Kind>, afterSeq: number): number[] {
    return this.facts
      .filter((fact) => fact.seq > afterSeq && fact.account === 'alice' && kinds.has(fact.kind))
      .filter((fact) => updateRuleOf(fact).delivery === 'every')
      .map((fact) => fact.seq);
  }

  /** Facts come, and the connection is cut while they are on their way. */
  async #cut({ session: index, drafts, share }: StreamStep & { do: 'cut' }): Promise<void> {
    const peer = this.peers[index];
    if (peer === undefined) return;
    peer.socket.taking = false;
    this.#publish('alice', drafts);
    await this.advance(2);
    peer.cut(share);
  }

  #runAt(step: StreamStep & { session: number; do: 'open' | 'close' | 'stall' | 'read' }): void {
    const peer = this.peers[step.session];
    if (peer === undefined) return;
    if (step.do === 'open') {
      const since = step.sinceBack === null ? {} : { since: `e.${Math.max(0, this.facts.length - step.sinceBack)}` };
      peer.ask({ ask: 'open', wish: { ...step.wish, ...since } });
    } else if (step.do === 'close') {
      const opened = peer.told.filter(({ type }) => type === 'reply:stream-opened').at(-1 - step.stream);
      if (opened !== undefined) peer.ask({ ask: 'close', stream: opened['stream'] });
    } else if (step.do === 'stall') peer.socket.taking = false;
    else peer.read();
  }

  #publish(account: string, drafts: EventDraft[]): void {
    const receivedAt = this.rig.clock.now();
    const events = drafts.map((one) => ({
      ...completeEvent(one, { account, source: 's', receivedAt }),
      receivedAt,
      publisher: 'p',
    }));
    void this.rig.log.append(events);
  }

  #listen(): void {
    for (const peer of this.peers) peer.listen();
  }
}

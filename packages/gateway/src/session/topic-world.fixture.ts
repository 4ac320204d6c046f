import { completeEvent, updateRuleOf } from '@pitwall/model';
import type { EventDraft, SequencedEvent } from '@pitwall/model';
import { DelayedLog, probeDialect } from '@pitwall/testkit';
import fc from 'fast-check';
import { anyBurst, anyDraft } from '../delivery/steps.fixture.ts';
import { MemoryLog } from '../log/memory-log.ts';
import { SessionRig } from './session-rig.fixture.ts';
import { TopicPeer } from './topic-peer.fixture.ts';

/** Topics of updates that must arrive, each with states or without. */
const turnedTopics = ['positions', 'trades', 'backtests'] as const;

/** Something that happens to a session that turns to topics and away from them. */
export type TopicStep =
  | { do: 'publish'; drafts: EventDraft[] }
  | { do: 'subscribe' | 'unsubscribe' | 'renew'; topics: string[] }
  | { do: 'advance'; ms: number }
  | { do: 'turn' | 'stall' | 'read' | 'read-some' }
  | { do: 'cut'; drafts: EventDraft[]; share: number; missed: EventDraft[]; keep: string[] };

const topics = fc.subarray([...turnedTopics], { minLength: 1 });

/** Many keys, so that their values fill more than a page. */
const value = fc
  .record({ symbol: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), action: fc.constantFrom('opened', 'updated') })
  .map(({ symbol, action }): EventDraft => ({ kind: 'position', data: { action, symbol, side: 'long', size: 1 } }));
const draft = fc.oneof({ weight: 2, arbitrary: anyDraft }, { weight: 1, arbitrary: value });
const drafts = fc.oneof(fc.array(draft, { minLength: 1, maxLength: 8 }), anyBurst);

/** Any step, those that matter more often. */
export const anyTopicStep: fc.Arbitrary<TopicStep> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('publish' as const), drafts }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('subscribe' as const, 'subscribe' as const, 'unsubscribe' as const, 'renew' as const),
      topics,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 1, 5, 20, 150) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('turn' as const, 'stall' as const, 'read' as const, 'read-some' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cut' as const),
      drafts,
      share: fc.nat({ max: 100 }).map((percent) => percent / 100),
      missed: fc.array(draft, { maxLength: 16, size: 'max' }),
      keep: topics,
    }),
  },
);

/** Lets promises that are already settled run their continuations. */
const microtasks = async (): Promise<void> => {
  for (let round = 0; round < 24; round += 1) await Promise.resolve();
};

/** One session of topics, and its client, on a gateway whose log takes its time. */
export class TopicWorld {
  readonly rig: SessionRig;
  readonly peer: TopicPeer;
  readonly #facts: SequencedEvent[] = [];

  constructor(delays: () => number) {
    const bounds = {
      highWaterBytes: 1_500,
      maxPageChars: 500,
      logPageEvents: 6,
      tailEvents: 12,
      maxCatchUpBytesPerTurn: 1_000,
    };
    this.rig = new SessionRig(
      bounds,
      (clock) => new DelayedLog({ nextDelayMs: delays }, { inner: new MemoryLog({ epoch: 'e' }), clock }),
    );
    this.rig.log.follow((events) => void this.#facts.push(...events));
    this.peer = new TopicPeer(this.rig);
  }

  async run(step: TopicStep): Promise<void> {
    const { peer } = this;
    if (step.do === 'publish') this.#publish(step.drafts);
    else if (step.do === 'advance') await this.#advance(step.ms);
    else if (step.do === 'turn') this.rig.clock.endTurn();
    else if (step.do === 'cut') await this.#cut(step);
    else if (step.do === 'subscribe') peer.subscribe(step.topics);
    else if (step.do === 'unsubscribe') peer.unsubscribe(step.topics);
    else if (step.do === 'renew') peer.renew(step.topics);
    else if (step.do === 'stall') peer.socket.taking = false;
    else if (step.do === 'read') peer.read();
    else peer.readSome();
    await microtasks();
    peer.listen();
  }

  /** Everything arrives. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      this.peer.read();
      await this.#advance(100);
    }
    this.peer.listen();
  }

  /** The `every` facts of a topic after a seq. */
  owed(topic: string, afterSeq: number): number[] {
    return this.#facts
      .filter((fact) => fact.seq > afterSeq && updateRuleOf(fact).delivery === 'every')
      .filter((fact) => probeDialect.topicsOf(fact).includes(topic))
      .map((fact) => fact.seq);
  }

  async #cut({ drafts: coming, share, missed, keep }: TopicStep & { do: 'cut' }): Promise<void> {
    const { peer } = this;
    peer.socket.taking = false;
    this.#publish(coming);
    await this.#advance(2);
    peer.cut(share);
    if (missed.length > 0) this.#publish(missed);
    await this.#advance(15);
    peer.comeBack(keep);
  }

  async #advance(ms: number): Promise<void> {
    this.peer.ask({ ask: 'pong' });
    for (let left = ms; left > 0; left -= 5) {
      this.rig.clock.advance(Math.min(5, left));
      await microtasks();
    }
  }

  #publish(coming: readonly EventDraft[]): void {
    const receivedAt = this.rig.clock.now();
    const events = coming.map((one) => ({
      ...completeEvent(one, { account: 'alice', source: 's', receivedAt }),
      receivedAt,
      publisher: 'p',
    }));
    void this.rig.log.append(events);
  }
}

import type { DataOf, SequencedEvent } from '@pitwall/model';
import { engine, IngestRig } from '../ingest/ingest-rig.fixture.ts';
import type { IngestChoices } from '../ingest/ingest-rig.fixture.ts';
import type { Publisher } from '../ingest/publisher.ts';
import { RetainedState } from '../state/retained-state.ts';
import { Sources } from './sources.ts';
import type { SourcesOptions } from './sources.ts';

const defaults: SourcesOptions = {
  sourceMissedHeartbeats: 2,
  sourceGoneMs: 60_000,
  sourceForgottenMs: 3_600_000,
  maxSourcesPerPublisher: 3,
};

/** What most tests promise. */
export const everySecond = { source: 'bot', heartbeatMs: 1_000 };

/** A watch over what an ingest writes. */
export class Watch {
  readonly rig: IngestRig;
  readonly state = new RetainedState();
  readonly refused: string[] = [];
  sources: Sources;

  constructor(choices: Partial<SourcesOptions> & { readonly rig?: IngestChoices } = {}) {
    const { rig, ...options } = choices;
    this.rig = new IngestRig(rig);
    this.sources = this.#watch(options);
    this.rig.log.follow((events) => {
      for (const event of events) this.state.fold(event);
      this.sources.heard(events);
    });
  }

  #watch(options: Partial<SourcesOptions>): Sources {
    return new Sources(
      { ...defaults, ...options },
      {
        clock: this.rig.clock,
        ingest: this.rig.ingest,
        onRefused: ({ code }) => this.refused.push(code),
      },
    );
  }

  /** Another watch over the same log, as after a restart. */
  restart(): void {
    this.sources.stop();
    this.sources = this.#watch({});
    this.sources.restore(this.state);
  }

  beat(beat: { source?: string; account?: string; heartbeatMs: number } = everySecond, publisher: Publisher = engine) {
    return this.sources.beat(publisher, beat);
  }

  /** Lets time pass, and what it causes be written. */
  async pass(ms: number): Promise<void> {
    this.rig.clock.advance(ms);
    await new Promise(setImmediate);
  }

  get said(): readonly string[] {
    return this.rig.events.flatMap(saidIn);
  }

  /** What a reader of the state sees of an account's sources. */
  shown(account = 'alice'): readonly DataOf<'source-status'>[] {
    return [...this.state.values(account, 'source-status')].flatMap(({ data, kind }) =>
      kind === 'source-status' ? [data] : [],
    );
  }
}

const saidIn = (event: SequencedEvent): readonly string[] =>
  event.kind === 'source-status' ? [`${event.account} ${event.data.source} ${event.data.status}`] : [];

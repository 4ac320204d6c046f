import type { Dialect } from '@pitwall/dialects';
import { createLogger, defaultDeliveryOptions, defaultGatewayOptions } from '@pitwall/gateway';
import { createInMemoryGateway } from '@pitwall/gateway/in-memory';
import type { InMemoryGateway } from '@pitwall/gateway/in-memory';
import type { Kind } from '@pitwall/model';
import { DelayedLog, FakeClock } from '@pitwall/testkit';
import { diceOf } from '../../isolation/dice.ts';
import type { Dice } from '../../isolation/dice.ts';
import { LastingLog } from '../lasting-log.ts';
import { Ledger } from '../ledger.ts';
import { MortalClock } from '../mortal-clock.ts';
import { anyFact, kindsOf } from './any-fact.ts';
import { PageWords } from './page-words.ts';
import { Past } from './past.ts';
import type { LogBounds, RawReader } from './raw-reader.ts';

/** Bounds so small that a round of a few dozen facts reaches all of them. */
const smallBounds = {
  highWaterBytes: 3_000,
  maxPageChars: 1_200,
  logPageEvents: 5,
  tailEvents: 12,
  maxEventsPerFlush: 7,
  maxCatchUpBytesPerTurn: 2_500,
};

const logger = createLogger({ level: 'silent' }, { destination: process.stderr });

/** Lets promises that are already settled run their continuations. */
const microtasks = async (): Promise<void> => {
  for (let round = 0; round < 40; round += 1) await Promise.resolve();
};

/** What differs between worlds. */
export interface WorldOptions {
  /** Whether messages name their account. */
  readonly namesAccount: boolean;
  /** Turns of the event loop that pass before everything happened that needs no time. @default 0: only promises are waited for */
  readonly turns?: number;
}

/** A gateway that speaks one dialect over a log that takes its time and forgets, and readers that come and go. */
export class DialectWorld {
  readonly clock = new FakeClock();
  readonly dice: Dice;
  readonly past = new Past();
  readonly words: PageWords;
  readonly readers: RawReader[] = [];
  readonly log: LastingLog;
  readonly #dialect: Dialect;
  readonly #turns: number;
  readonly #kinds: readonly Kind[];
  #gateway: InMemoryGateway | undefined;
  #life: MortalClock | undefined;
  #bounds: () => LogBounds = () => ({ headSeq: 0, horizonSeq: 0 });
  #count = 0;

  constructor(seed: number, dialect: Dialect, { namesAccount, turns = 0 }: WorldOptions) {
    this.dice = diceOf(seed);
    this.#dialect = dialect;
    this.#kinds = kindsOf(dialect);
    this.#turns = turns;
    this.words = new PageWords(dialect, { namesAccount });
    this.log = new LastingLog({ maxEvents: this.dice.pick([25, 60, 1_000]) }, new Ledger());
    this.#listen();
  }

  /** How far the log reaches. */
  bounds = (): LogBounds => this.#bounds();

  get gateway(): InMemoryGateway | undefined {
    return this.#gateway;
  }

  /** A gateway starts on the log as it is. */
  async start(): Promise<void> {
    const life = new MortalClock(this.clock);
    const nextDelayMs = (): number => this.dice.pick([0, 0, 0, 0, 1, 5, 12]);
    const delayed = new DelayedLog({ nextDelayMs }, { inner: this.log.opened(() => life.isDead), clock: life });
    const log = Object.assign(delayed, { kept: () => this.log.kept() });
    const options = { ...defaultGatewayOptions, ...defaultDeliveryOptions, ...smallBounds, dev: true };
    const parts = { dialects: [this.#dialect], logger, version: 'test', clock: life, log };
    const gateway = createInMemoryGateway(options, { ...parts, random: () => this.dice.roll(1_000) / 1_000 });
    this.#life = life;
    const up = { is: false };
    void gateway.start().then(() => (up.is = true));
    while (!up.is) await this.advance(5);
    this.#gateway = gateway;
  }

  /** The gateway's process dies, and with it what it had not written; another one starts, on the same log or a new one. */
  async restart(loses: boolean): Promise<void> {
    if (this.#life !== undefined) this.#life.isDead = true;
    this.#gateway = undefined;
    for (const reader of this.readers) reader.orphan(this.dice.roll(101) / 100);
    if (loses) {
      await this.log.cutBack(0);
      this.#listen();
    }
    await this.start();
  }

  async publish(count: number): Promise<void> {
    const beginMs = this.clock.now() - 1_000;
    const drafts = Array.from({ length: count }, () =>
      anyFact(this.dice, this.#kinds, { n: (this.#count += 1), beginMs }),
    );
    // What a killed gateway was asked is answered by nobody.
    void this.#gateway?.publish(drafts).catch(() => undefined);
    await this.#happen();
  }

  async advance(ms: number): Promise<void> {
    const stepMs = ms < 100 ? 5 : 50;
    for (let left = ms; left > 0; left -= stepMs) {
      this.clock.advance(Math.min(stepMs, left));
      await this.#happen();
    }
  }

  async endTurn(): Promise<void> {
    this.clock.endTurn();
    await this.#happen();
  }

  /** Everybody is there and reads, nobody publishes, time passes. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      for (const reader of this.readers) {
        reader.flow();
        reader.read(1);
        if (!reader.isHere && this.#gateway !== undefined) reader.connect(this.#gateway);
        reader.proceed();
      }
      await this.advance(round < 10 ? 100 : 500);
    }
    for (const reader of this.readers) reader.read(1);
  }

  async #happen(): Promise<void> {
    await microtasks();
    for (let turn = 0; turn < this.#turns; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  #listen(): void {
    const log = this.log.opened(() => false);
    this.past.begin(log.epoch);
    this.#bounds = () => ({ headSeq: log.headSeq(), horizonSeq: log.horizonSeq() });
    log.follow((events) => {
      for (const event of events) {
        this.past.write(event);
        this.words.learn(event);
      }
    });
  }
}

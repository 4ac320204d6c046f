import { connect } from '@pitwall/client';
import type { Client, ConnectOptions, Ports } from '@pitwall/client';
import { dialects } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import { createLogger, defaultDeliveryOptions, defaultGatewayOptions, mintToken } from '@pitwall/gateway';
import { createInMemoryGateway } from '@pitwall/gateway/in-memory';
import type { EventLog } from '@pitwall/gateway';
import type { InMemoryGateway } from '@pitwall/gateway/in-memory';
import { DelayedLog, FakeClock } from '@pitwall/testkit';
import { diceOf } from '../isolation/dice.ts';
import type { Dice } from '../isolation/dice.ts';
import { LastingLog } from './lasting-log.ts';
import { Ledger } from './ledger.ts';
import { MemoryHttp } from './memory-http.ts';
import { MemoryLine } from './memory-line.ts';
import type { LineWeather } from './memory-line.ts';
import { placesIn, placesInAnswer } from './places.ts';
import { MortalClock } from './mortal-clock.ts';

const jwtSecret = 'a secret of at least thirty-two bytes';

const logger = createLogger({ level: 'silent' }, { destination: process.stderr });

const pitwall = ((): Dialect => {
  const found = dialects.find(({ name }) => name === 'pitwall');
  if (found === undefined) throw new Error('Pitwall does not speak its own protocol');
  return found;
})();

/** What may differ between rounds. */
export interface WorldOptions {
  /** Whether readers need tokens, which last a few minutes. */
  readonly needsToken: boolean;
}

/** Bounds so small that a round of a few hundred facts reaches all of them. */
const smallBounds = {
  ...defaultDeliveryOptions,
  highWaterBytes: 6_000,
  maxPageChars: 3_000,
  logPageEvents: 16,
  tailEvents: 200,
  maxEventsPerFlush: 20,
  maxBoundedPerBatch: 3,
  maxCatchUpBytesPerTurn: 6_000,
};

/** A client, the gateways that it meets one after another, and the wires between them, all in memory and in virtual time. */
export class VirtualWorld {
  readonly clock = new FakeClock();
  readonly dice: Dice;
  readonly ledger = new Ledger();
  readonly log: LastingLog;
  readonly http: MemoryHttp;
  readonly client: Client;
  readonly lines: MemoryLine[] = [];
  /** Whether WebSockets come about. */
  socketsPass = true;
  streamsPass = true;
  losesAnswers = false;
  latencyMs = 1;
  /** How far the client's wall clock is from the gateway's. */
  skewMs = 0;
  lost = 0;
  lostGaps = 0;
  /** The next word for a gap is lost. */
  losesNextGap = false;
  /** Places that the gateway told as ones to go on from. */
  readonly places = new Set<string>();
  faults: string[] = [];
  gateway: InMemoryGateway | undefined;
  readonly #needsToken: boolean;
  #life: MortalClock | undefined;
  #isHttpUsed = false;
  #busy = 0;
  /** What waits for the log of the gateway that is up. */
  #atLog = 0;

  constructor(seed: number, { needsToken }: WorldOptions) {
    this.dice = diceOf(seed);
    this.#needsToken = needsToken;
    this.log = new LastingLog({ maxEvents: this.dice.pick([40, 120, 400, 2_000]) }, this.ledger);
    this.http = new MemoryHttp({
      gateway: () => this.gateway,
      streamsPass: () => this.streamsPass,
      losesAnswer: () => this.losesAnswers && this.dice.roll(2) === 0,
      heard: (text) => this.#note(placesInAnswer(text)),
      during: (work) => this.#during(work),
    });
    const token: ConnectOptions = needsToken ? { getToken: () => this.#during(this.#token()) } : {};
    this.client = connect('http://localhost:8080', {
      ports: this.#ports(),
      account: '*',
      backoff: { firstDelayMs: 200, maxDelayMs: 8_000 },
      onFault: (fault) => this.faults.push(String(fault)),
      ...token,
    });
  }

  /** A gateway starts on the log as it is. */
  async start(): Promise<void> {
    const life = new MortalClock(this.clock);
    const delays = [0, 0, 0, 1, 4, 15] as const;
    const delayed = new DelayedLog(
      { nextDelayMs: () => this.dice.pick(delays) },
      { inner: this.log.opened(() => life.isDead), clock: life },
    );
    this.#atLog = 0;
    const counted = <T>(work: Promise<T>): Promise<T> => {
      this.#atLog += 1;
      return work.finally(() => (this.#atLog -= life.isDead ? 0 : 1));
    };
    const log: EventLog = {
      epoch: delayed.epoch,
      headSeq: () => delayed.headSeq(),
      horizonSeq: () => delayed.horizonSeq(),
      append: (batch) => counted(delayed.append(batch)),
      read: (request) => counted(delayed.read(request)),
      seqBefore: (time) => counted(delayed.seqBefore(time)),
      kept: () => this.log.kept(),
      follow: (hear) => delayed.follow(hear),
      close: () => delayed.close(),
    };
    const options = {
      ...defaultGatewayOptions,
      ...smallBounds,
      account: 'main',
      ...(this.#needsToken ? { jwtSecret } : { dev: true }),
    };
    const parts = { dialects, logger, version: 'test', clock: life, log, random: () => this.dice.roll(1_000) / 1_000 };
    const gateway = createInMemoryGateway(options, parts);
    this.#life = life;
    const started = gateway.start();
    const up = { is: false };
    void started.then(() => (up.is = true));
    while (!up.is) await this.pass(20);
    await started;
    this.gateway = gateway;
  }

  /** Kills the gateway: nothing of it happens any more, and what it had not written is gone. */
  kill(): void {
    if (this.#life !== undefined) this.#life.isDead = true;
    this.gateway = undefined;
    for (const line of this.lines.splice(0)) line.orphan();
    this.http.cut();
  }

  /** Lets time pass, and everything that it brings. */
  async pass(ms: number, stepMs = ms): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      this.clock.advance(Math.min(stepMs, left));
      await this.settle();
    }
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < (this.#isHttpUsed ? 8 : 2) || this.#busy > 0; turn += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      this.clock.endTurns();
      // What waits for the log takes virtual time; all else that is under way, such as checking a token, takes real time.
      if (this.#busy > 0 && turn > 8 && this.#atLog > 0) this.clock.advance(1);
      if (turn > 2_000_000) throw new Error('The world does not come to rest');
    }
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work;
    } finally {
      this.#busy -= 1;
    }
  }

  async #token(): Promise<string> {
    const publishes = { kinds: '*', shared: false } as const;
    const claims = { subject: 'reader', admin: false, accounts: ['main', 'other'], ttlMs: 180_000, publishes };
    return (await mintToken({ ...defaultGatewayOptions, jwtSecret }, claims, this.clock)).token;
  }

  #ports(): Ports {
    const { clock, http, dice } = this;
    return {
      clock: {
        now: () => clock.now() + this.skewMs,
        monotonicMs: () => clock.monotonicMs(),
        after: (delayMs, run) => clock.after(delayMs, run),
      },
      sockets: { open: (url, _protocols, events) => this.#open(url, events) },
      http: (request) => {
        this.#isHttpUsed = true;
        return http.port(request);
      },
      random: () => dice.roll(1_000) / 1_000,
      surroundings: { isOnline: () => true, watch: () => () => undefined },
    };
  }

  readonly #weather: LineWeather = {
    losesNextGap: () => this.losesNextGap,
    lost: (text) => {
      this.lost += 1;
      if (!text.includes('"type":"gap"')) return;
      this.losesNextGap = false;
      this.lostGaps += 1;
    },
    heard: (text) => this.#note(placesIn(text)),
  };

  #note(places: readonly string[]): void {
    for (const place of places) this.places.add(place);
  }

  #open(url: string, events: ConstructorParameters<typeof MemoryLine>[0]): MemoryLine {
    const { clock, latencyMs } = this;
    const line = new MemoryLine(events, { clock, latencyMs, weather: this.#weather });
    clock.after(latencyMs, () => {
      const { gateway } = this;
      if (gateway === undefined || !this.socketsPass || !line.isOpen) {
        line.cut();
        return;
      }
      this.lines.push(line);
      events.opened();
      const joined = gateway.connect(url, pitwall, line).then((heard) => line.join(heard));
      void (this.#needsToken ? this.#during(joined) : joined);
    });
    return line;
  }
}

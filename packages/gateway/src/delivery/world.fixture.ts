import { completeEvent, updateRuleOf } from '@pitwall/model';
import type { EventDraft, Kind, SequencedEvent } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { DelayedLog, FakeClock, probeDialect } from '@pitwall/testkit';
import { MemoryLog } from '../log/memory-log.ts';
import { Client } from './client.fixture.ts';
import { defaultDeliveryOptions, Delivery } from './delivery.ts';
import { hears, seesAccount } from './hearing.ts';
import { asJson } from './replica.fixture.ts';
import type { Step } from './steps.fixture.ts';

const accounts = ['alice', 'bob'] as const;

const { position, 'backtest-progress': progress, ...otherViews } = probeDialect.views;

/** Values that are paced are also ended by updates that are not: what waits then goes out together with its end. */
const pacedDialect: Dialect = {
  ...probeDialect,
  views: {
    ...otherViews,
    ...(position?.mode === 'each' && { position: { ...position, intervalMs: 20 } }),
    ...(progress?.mode === 'each' && { 'backtest-progress': { ...progress, intervalMs: 20 } }),
  },
};

const budgetDialect: Dialect = {
  ...pacedDialect,
  name: 'probe-budget',
  traits: { ...probeDialect.traits, outboundBudget: { messages: 4, windowMs: 500 } },
};

/** Lets promises that are already settled run their continuations. */
const microtasks = async (): Promise<void> => {
  for (let round = 0; round < 24; round += 1) await Promise.resolve();
};

/** A gateway's delivery on a log that takes its time, with the clients that watch it. */
export class World {
  readonly clock = new FakeClock();
  readonly clients: Client[] = [];
  readonly delivery: Delivery;
  readonly log: DelayedLog;
  unsentPeakBytes = 0;
  readonly #everyEvents: SequencedEvent[] = [];

  constructor(delays: () => number) {
    const inner = new MemoryLog({ epoch: 'e' });
    this.log = new DelayedLog({ nextDelayMs: delays }, { inner, clock: this.clock });
    const options = {
      ...defaultDeliveryOptions,
      highWaterBytes: 1500,
      maxPageChars: 700,
      logPageEvents: 5,
      tailEvents: 12,
      maxEventsPerFlush: 7,
      maxCatchUpBytesPerTurn: 1500,
      compressionMinBytes: 150,
      compressionMinReaders: 2,
      maxDeflatedChars: 1500,
    };
    this.delivery = new Delivery(options, { clock: this.clock, log: this.log });
    this.log.follow((events) => {
      for (const event of events) this.#owe(event);
      this.delivery.commit(events);
    });
  }

  #owe(event: SequencedEvent): void {
    // A collected list has no message of its own for an update.
    if (updateRuleOf(event).delivery !== 'every' || event.kind === 'order') return;
    this.#everyEvents.push(event);
    for (const client of this.clients) if (hears(client.hearing, event)) client.owed.push(event.seq);
  }

  /** Behind where it stands, a client is owed what it hears now, not what it heard when that was published. */
  #oweAfter(client: Client, cursorSeq: number): void {
    const after = this.#everyEvents.filter((event) => event.seq > cursorSeq && hears(client.hearing, event));
    client.owed = [...client.owed.filter((seq) => seq <= cursorSeq), ...after.map(({ seq }) => seq)];
  }

  #resume(client: Client): void {
    this.#oweAfter(client, client.replica.cursorSeq ?? 0);
    client.resume();
  }

  async run(step: Step): Promise<void> {
    if (step.do === 'publish') this.#publish(accounts[step.account] ?? 'alice', step.drafts);
    else if (step.do === 'turn') this.clock.endTurn();
    else if (step.do === 'advance') await this.advance(step.ms);
    else if (step.do === 'join') this.#join(step);
    else if (step.do === 'cut-short') await this.#cutShort(step);
    else this.#turnTo(step);
    await microtasks();
    for (const client of this.clients) this.unsentPeakBytes = Math.max(this.unsentPeakBytes, client.unsentBytes());
  }

  #join(step: Step & { do: 'join' }): void {
    if (this.clients.length > 5) return;
    this.clients.push(
      new Client(this.delivery, {
        dialect: step.budget ? budgetDialect : pacedDialect,
        accounts: step.all ? '*' : [accounts[step.account] ?? 'alice'],
        topics: new Set(step.all ? step.topics.filter((topic) => topic !== 'orders') : step.topics),
        delta: step.delta,
        batch: step.batch,
        cursor: true,
        namesAccount: false,
        compression: step.compression,
      }),
    );
  }

  async #cutShort(step: Step & { do: 'cut-short' }): Promise<void> {
    const client = this.clients[step.client % this.clients.length];
    if (client === undefined || !client.connected || client.replica.cursorSeq === undefined) return;
    client.stalled = true;
    this.#publish(client.hearing.accounts[0] === 'bob' ? 'bob' : 'alice', step.drafts);
    await this.advance(2);
    client.disconnect(step.share);
  }

  #turnTo(step: Step & { client: number }): void {
    const index = step.client % this.clients.length;
    const client = this.clients[index];
    if (client === undefined) return;
    if (step.do === 'resume') {
      if (!client.connected) this.#resume(client);
    } else if (!client.connected) {
      return;
    } else if (step.do === 'stall') client.stalled = true;
    else if (step.do === 'drain') client.drain();
    // Only who has a cursor can come back and be owed what it missed.
    else if (step.do === 'disconnect' && client.replica.cursorSeq !== undefined) client.disconnect(step.share);
    else if (step.do === 'leave') {
      client.disconnect(0);
      this.clients.splice(index, 1);
    } else if (step.do === 'change') {
      const topics = client.hearing.accounts === '*' ? step.topics.filter((topic) => topic !== 'orders') : step.topics;
      this.#oweAfter(client, client.change(new Set(topics)));
    }
  }

  #publish(account: string, drafts: EventDraft[]): void {
    const receivedAt = this.clock.now();
    const events = drafts.map((one) => ({
      ...completeEvent(one, { account, source: 's', receivedAt }),
      receivedAt,
      publisher: 'p',
    }));
    void this.log.append(events);
  }

  async advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 5) {
      this.clock.advance(Math.min(5, left));
      await microtasks();
    }
  }

  /** Everybody reads, nobody publishes, time passes. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      for (const client of this.clients) {
        if (!client.connected) this.#resume(client);
        client.drain();
      }
      await this.advance(500);
    }
  }

  expected(client: Client): Map<string, unknown> {
    const states = new Map<string, unknown>();
    for (const kind of Object.keys(client.hearing.dialect.views) as Kind[]) {
      if (kind === 'order') continue;
      for (const account of this.delivery.state.accounts()) {
        if (!seesAccount(client.hearing, account)) continue;
        for (const event of this.delivery.state.values(account, kind)) {
          if (hears(client.hearing, event)) states.set(`${account} ${kind} ${event.key}`, asJson(event.data));
        }
      }
    }
    return states;
  }
}

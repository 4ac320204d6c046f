// A publisher that needs nothing but Node and HTTP, and whose engine never waits for the gateway.
//
//   npm start                                  (in another terminal)
//   node examples/publisher.mjs                [gateway] [trades] [ms between them]
//
// What an engine publishes goes into a buffer, from which it is sent in order, and again until the gateway has answered: each
// event got an id when it was published, so that nothing is written twice. Between events, heartbeats tell that the engine
// lives; at the end it says goodbye. A token, where one is needed, comes from the variable PITWALL_TOKEN.
//
// To use it in an engine, copy this file and `import { Publisher } from './publisher.mjs'`.
//
// It ends with 0 when every event was taken, with 1 when some were not, with 77 when the gateway wants another token.

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// Refusals of a moment: the same events are taken later. All others stay refusals, whatever one does.
const passing = new Set(['OVERLOADED', 'SHUTTING_DOWN', 'RATE_LIMITED', 'LOG_FULL', 'INTERNAL']);

/** Nobody answered, or not now. */
class Away extends Error {
  constructor(reason, afterMs = 0) {
    super(reason);
    this.afterMs = afterMs;
  }
}

/** Publishes without waiting. Close it in the end. */
export class Publisher {
  taken = 0;
  repeated = 0;
  refused = 0;
  dropped = 0;
  denied;
  #options;
  // Ids must differ from those of an earlier run of the same engine.
  #run = randomUUID().slice(0, 13);
  #count = 0;
  #buffer = [];
  #attempt = 0;
  #nextBeatMs = 0;
  #deadlineMs = Infinity;
  #isClosing = false;
  #wake = () => undefined;
  #sending;

  constructor(url = 'http://127.0.0.1:8080', options = {}) {
    this.#options = {
      url: url.replace(/\/$/, ''),
      source: 'node-engine',
      heartbeatMs: 5_000,
      // At a few hundred bytes an event some tens of megabytes: hours of a gateway's absence for most engines.
      maxBuffered: 100_000,
      maxBatch: 500,
      note: () => undefined,
      ...options,
    };
    this.#sending = this.#sendAll();
  }

  /** Events that wait. */
  get left() {
    return this.#buffer.length;
  }

  /** Puts an event into the buffer. `more` may be `account`, `marketTime`, `runId` or `extra`. */
  publish(kind, data, more = {}) {
    const { source, maxBuffered } = this.#options;
    this.#count += 1;
    // The time is that of now, not of when it is sent; and the same id always comes with the same body.
    this.#buffer.push({ kind, data, source, occurredAt: Date.now(), id: `${this.#run}/${this.#count}`, ...more });
    // An engine must not stop because nobody watches: the oldest goes, and is counted.
    if (this.#buffer.length > maxBuffered) {
      this.#buffer.shift();
      this.dropped += 1;
    }
    this.#wake();
  }

  /** Sends what is left, for at most so long, says goodbye, and tells whether every event was taken. */
  async close(timeoutMs = 30_000) {
    this.#isClosing = true;
    this.#deadlineMs = performance.now() + timeoutMs;
    this.#wake();
    await this.#sending;
    return this.#buffer.length + this.refused + this.dropped === 0 && this.denied === undefined;
  }

  async #sendAll() {
    while (this.denied === undefined) {
      if (this.#buffer.length === 0 && !this.#isClosing) await this.#rest(this.#nextBeatMs - performance.now());
      const batch = this.#buffer.slice(0, this.#options.maxBatch);
      const isDone = this.#isClosing && (batch.length === 0 || performance.now() > this.#deadlineMs);
      const { source } = this.#options;
      try {
        if (isDone) return void (await this.#post('/v1/heartbeat', { source, bye: true }));
        await this.#beat();
        if (batch.length > 0) this.#settle(batch, await this.#post('/v1/events', batch));
        this.#attempt = 0;
      } catch (thrown) {
        if (!(thrown instanceof Away)) this.denied = thrown.message;
        else if (isDone) return;
        else await this.#backOff(thrown);
      }
    }
  }

  /** A heartbeat when one is due. Each says the whole promise again: a new gateway knows nothing of the old ones. */
  async #beat() {
    if (performance.now() < this.#nextBeatMs) return;
    const { source, heartbeatMs } = this.#options;
    await this.#post('/v1/heartbeat', { source, heartbeatMs });
    this.#nextBeatMs = performance.now() + heartbeatMs;
  }

  /** Takes what was answered for good out of the buffer; what follows a refusal of a moment stays there. */
  #settle(batch, { results }) {
    const stays = results.findIndex(({ ok, error }) => !ok && passing.has(error.code));
    const settled = stays < 0 ? batch.length : stays;
    for (const [index, { ok, duplicate, error }] of results.slice(0, settled).entries()) {
      if (ok) this.taken += 1;
      if (ok && duplicate) this.repeated += 1;
      if (ok) continue;
      this.refused += 1;
      this.#options.note(`refused: ${batch[index].id}  ${error.code}: ${error.message}`);
    }
    const ids = new Set(batch.slice(0, settled).map(({ id }) => id));
    // While it was sent, a full buffer may have dropped some of them.
    while (ids.has(this.#buffer[0]?.id)) this.#buffer.shift();
    if (stays >= 0) throw new Away(results[stays].error.code);
  }

  async #post(path, value) {
    const { url, token } = this.#options;
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const signal = AbortSignal.timeout(30_000);
    let response;
    let answer;
    try {
      response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(value), signal });
      answer = await response.json();
    } catch (lost) {
      // Whether the events arrived nobody knows; their ids make that harmless.
      throw new Away(lost.cause?.message || lost.message);
    }
    if (response.ok || answer.results !== undefined) return answer;
    const { code = response.status, message = response.statusText, how = '' } = answer.error ?? {};
    const words = `${code}: ${message} ${how}`.trim();
    if (response.status !== 429 && response.status < 500) throw new Error(words);
    throw new Away(words, Number(response.headers.get('retry-after') ?? 0) * 1000 || 0);
  }

  /** Waits longer each time, and never as long as the others: a crowd that comes back at once falls over again. */
  async #backOff({ message, afterMs }) {
    this.#attempt += 1;
    const ms = Math.max(afterMs, Math.random() * Math.min(15_000, 250 * 2 ** Math.min(this.#attempt, 10)));
    this.#options.note(`away: ${message}; next attempt in ${Math.round(ms)} ms, ${this.left} events wait`);
    await delay(Math.max(0, Math.min(ms, this.#deadlineMs - performance.now())));
  }

  async #rest(ms) {
    if (ms <= 0) return;
    let timer;
    await new Promise((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }
}

const toss = () => Math.random() < 0.5;

/** Trades of a made-up market, and they say so. */
function* simulatedTrades(count) {
  let price = 100;
  for (let number = 1; number <= count; number += 1) {
    price += toss() ? 0.25 : -0.25;
    const made = { symbol: 'SIM-USD', platform: 'simulated', quantity: '1', price: price.toFixed(2) };
    yield { tradeId: `node-${number}`, status: 'filled', side: toss() ? 'buy' : 'sell', ...made };
  }
}

async function main([url, count = '20', betweenMs = '200']) {
  const publisher = new Publisher(url, { token: process.env.PITWALL_TOKEN, note: (words) => console.error(words) });
  for (const trade of simulatedTrades(Number(count))) {
    publisher.publish('trade', trade);
    await delay(Number(betweenMs));
  }
  const isComplete = await publisher.close();
  const { taken, repeated, refused, dropped, left, denied } = publisher;
  console.log(`${taken} taken (${repeated} had come before), ${refused} refused, ${dropped} dropped, ${left} left`);
  if (denied !== undefined) console.error(denied);
  process.exitCode = denied === undefined ? Number(!isComplete) : 77;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));

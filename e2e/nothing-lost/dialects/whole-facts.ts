import type { JsonObject } from '@pitwall/dialects';
import type { SequencedEvent } from '@pitwall/model';
import { textOf } from '../ledger.ts';
import { isObject, wordIn } from './page-words.ts';
import { placeOf, unitOf } from './past.ts';
import type { Past } from './past.ts';
import type { LogBounds } from './raw-reader.ts';
import { Reckoning } from './reckoning.ts';

/** What a reader of the model's own words asks for. */
export interface FactsWish {
  readonly name: string;
  readonly hears: (event: SequencedEvent) => boolean;
}

/** A value as it was told last. */
interface Version {
  readonly seq: string;
  readonly data: JsonObject;
}

/** Reads messages that tell a fact with its own seq, whole or as what changed of it, and holds them against what was written. */
export class WholeFacts {
  readonly reckoning: Reckoning;
  readonly #past: Past;
  readonly #versions = new Map<string, Version>();
  /** What was told as news on this connection. */
  #news = new Set<string>();

  constructor({ name, hears }: FactsWish, past: Past) {
    this.#past = past;
    this.reckoning = new Reckoning(past, { name, hears, isCourtesy: () => false, mayRepeat: false });
  }

  /** The gateway said where it goes on. */
  answered(
    answer: { since: string | undefined; recovered: boolean; cursor: string },
    at: { cameAtSeq: number; answered: LogBounds },
  ): void {
    this.#news = new Set();
    this.#versions.clear();
    const stands = placeOf(answer.cursor);
    const { since, recovered } = answer;
    const { cameAtSeq, answered } = at;
    this.reckoning.answered({ since, recovered, stands, owedFromSeq: stands.seq, ...answered, cameAtSeq });
  }

  told(message: JsonObject, isNews: boolean): void {
    const seq = wordIn(message, 'seq');
    const event = this.#past.at(placeOf(seq));
    const { data } = message;
    if (event === undefined || !isObject(data)) {
      this.fault(`${seq} was never written`);
      return;
    }
    if (isNews && this.#news.has(seq)) this.fault(`${seq} was told twice`);
    if (isNews) this.#news.add(seq);
    const whole = this.#whole(unitOf(event), message, data);
    if (textOf(whole) !== textOf(event.data)) this.fault(`${seq} is ${textOf(whole)}, not ${textOf(event.data)}`);
    this.#versions.set(unitOf(event), { seq, data: whole });
    this.reckoning.told({ event, mayBeNews: isNews, mayBeValue: !isNews });
  }

  fault(text: string): void {
    this.reckoning.faults.push(text);
  }

  #whole(unit: string, message: JsonObject, data: JsonObject): JsonObject {
    if (message['type'] !== 'delta') return data;
    const base = this.#versions.get(unit);
    if (base?.seq !== message['base']) this.fault(`a change of ${wordIn(message, 'base')} was told to ${base?.seq}`);
    return Object.fromEntries(Object.entries({ ...base?.data, ...data }).filter(([, value]) => value !== null));
  }
}

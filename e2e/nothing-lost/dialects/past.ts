import { updateRuleOf } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';

/** A place in a log. */
export interface Place {
  readonly epoch: string;
  readonly seq: number;
}

/** A cursor as its two parts. */
export const placeOf = (cursor: string): Place => {
  const dot = cursor.lastIndexOf('.');
  return { epoch: cursor.slice(0, dot), seq: Number(cursor.slice(dot + 1)) };
};

/** Names the thing whose values replace each other. */
export const unitOf = ({ account, kind, key }: { account: string; kind: string; key: string }): string =>
  JSON.stringify([account, kind, key]);

/** The things that a fact ends. */
export const unitsEndedBy = (event: SequencedEvent): readonly string[] => {
  const rule = updateRuleOf(event);
  if (rule.retain !== 'remove') return [];
  const { account, key } = event;
  return [event.kind, ...(rule.alsoRemoves ?? [])].map((kind) => unitOf({ account, kind, key }));
};

/** Everything that the logs of a gateway ever took. */
export class Past {
  readonly #events = new Map<string, SequencedEvent[]>();
  /** Where each value was replaced or ended, by epoch and seq. */
  readonly #replacedAt = new Map<string, number>();
  readonly #values = new Map<string, number>();
  readonly #ends = new Map<string, SequencedEvent>();
  epoch = '';

  begin(epoch: string): void {
    this.epoch = epoch;
    this.#values.clear();
    this.#events.set(epoch, []);
  }

  write(event: SequencedEvent): void {
    this.#events.get(this.epoch)?.push(event);
    const { delivery, retain } = updateRuleOf(event);
    for (const unit of unitsEndedBy(event)) this.#ends.set(unit, event);
    const ended = [...unitsEndedBy(event), ...(retain === 'set' ? [unitOf(event)] : [])];
    for (const unit of ended) {
      const before = this.#values.get(unit);
      // What may be skipped waits for its interval, and the value before it is still shown meanwhile.
      if (before !== undefined && delivery === 'every') this.#replacedAt.set(`${this.epoch}.${before}`, event.seq);
      if (delivery === 'every') this.#values.delete(unit);
    }
    if (retain === 'set' && delivery === 'every') this.#values.set(unitOf(event), event.seq);
  }

  /** Facts that must arrive, in order, after one place and up to another. */
  owed(epoch: string, from: number, through: number, isHeard: (event: SequencedEvent) => boolean): readonly number[] {
    return (this.#events.get(epoch) ?? [])
      .filter(({ seq }) => seq > from && seq <= through)
      .filter((event) => updateRuleOf(event).delivery === 'every' && isHeard(event))
      .map(({ seq }) => seq);
  }

  /** Whether a fact could still be shown as the present value of its key after a place. */
  isValueAfter(epoch: string, seq: number, place: number): boolean {
    return (this.#replacedAt.get(`${epoch}.${seq}`) ?? Infinity) > place;
  }

  /** The fact at a place. */
  at({ epoch, seq }: Place): SequencedEvent | undefined {
    return this.#events.get(epoch)?.find((event) => event.seq === seq);
  }

  /** The fact that ended a thing last. */
  endOf(unit: string): SequencedEvent | undefined {
    return this.#ends.get(unit);
  }
}

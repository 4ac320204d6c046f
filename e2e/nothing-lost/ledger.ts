import { definitionOf, updateRuleOf } from '@pitwall/model';
import type { Kind, Retain, SequencedEvent } from '@pitwall/model';
import type { Filter } from '@pitwall/client';

/** A fact that a log took, and what is to be known of it to say who is owed it. */
export interface Written {
  /** `<epoch>.<seq>`. */
  readonly cursor: string;
  /** Its two parts: the number of the epoch, and the seq. */
  readonly place: readonly [epoch: number, seq: number];
  readonly kind: Kind;
  readonly account: string;
  readonly key: string;
  /** The publisher's own id. */
  readonly id: string | undefined;
  readonly symbol: string | undefined;
  /** Symbol of the value of its key before it. */
  readonly formerSymbol: string | undefined;
  readonly mustArrive: boolean;
  /** What it does to the value of its key. */
  readonly retain: Retain;
  readonly data: string;
}

/** How a place is called once a log was cut back before it, since another fact may be given it. */
const undone = (cursor: string, cut: number): string => `${cursor}~${cut}`;

const symbolOf = (data: object): string | undefined => {
  const symbol: unknown = Reflect.get(data, 'symbol');
  return typeof symbol === 'string' ? symbol : undefined;
};

/** JSON that is the same for equal values, whatever the order of their fields. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );

const isOf = (filter: Filter, { kind, account }: Written): boolean => {
  const { kinds, channels, accounts } = filter;
  const { channel, shared } = definitionOf(kind);
  if (kinds !== undefined && !kinds.includes(kind)) return false;
  if (channels !== undefined && !channels.includes(channel)) return false;
  return accounts === undefined || shared || accounts.includes(account);
};

const isNamed = ({ symbols }: Filter, symbol: string | undefined): boolean =>
  symbols === undefined || symbol === undefined || symbols.includes(symbol);

/** Whether a filter asks for a fact. */
export const asksFor = (filter: Filter, fact: Written): boolean => isOf(filter, fact) && isNamed(filter, fact.symbol);

/** Whether a fact may be told because its key leaves what a filter asks for. */
export const leaves = (filter: Filter, fact: Written): boolean =>
  isOf(filter, fact) && !isNamed(filter, fact.symbol) && isNamed(filter, fact.formerSymbol);

/** A gateway took up a log as it was then. */
interface Start {
  readonly epoch: string;
  readonly horizonSeq: number;
  readonly headSeq: number;
}

/** Everything that was ever taken by the logs that a gateway had one after another, in order. */
export class Ledger {
  readonly #written: Written[] = [];
  readonly #byCursor = new Map<string, number>();
  readonly #epochs: string[] = [];
  readonly #symbols = new Map<string, string | undefined>();
  /** How far each epoch's log has forgotten. */
  readonly #horizons = new Map<string, number>();
  readonly #starts: Start[] = [];
  /** Facts that are in no log any more because it was cut back, by what they are called since. */
  readonly #undone = new Map<string, Written>();
  /** Where each cut was made: what it left as the newest. */
  readonly #cuts: { readonly epoch: number; readonly headSeq: number }[] = [];
  /** Whether only what must arrive is sure to be in it. */
  readonly isPartial: boolean;

  constructor({ isPartial = false }: { readonly isPartial?: boolean } = {}) {
    this.isPartial = isPartial;
  }

  get written(): readonly Written[] {
    return this.#written;
  }

  /** A history begins, before anything of it is written. */
  begin(epoch: string): void {
    this.#epochs.push(epoch);
    this.#symbols.clear();
  }

  write(epoch: string, event: SequencedEvent): void {
    const { kind, account, key, id, seq, data } = event;
    const { delivery, retain } = updateRuleOf(event);
    const unit = `${kind} ${account} ${key}`;
    const symbol = symbolOf(data);
    const cursor = `${epoch}.${seq}`;
    const before = { formerSymbol: this.#symbols.get(unit), mustArrive: delivery === 'every' };
    if (retain === 'set') this.#symbols.set(unit, symbol);
    if (retain === 'remove') this.#symbols.delete(unit);
    this.#byCursor.set(cursor, this.#written.length);
    const place = [this.#epochs.indexOf(epoch), seq] as const;
    this.#written.push({ cursor, place, kind, account, key, id, symbol, ...before, retain, data: textOf(data) });
  }

  /** The log of an epoch goes on from an earlier place as if nothing had followed. Answers how places after it are called now. */
  cutBack(epoch: string, headSeq: number): (cursor: string) => string {
    const cut = this.#cuts.push({ epoch: this.#epochs.indexOf(epoch), headSeq }) - 1;
    const isAfter = (cursor: string): boolean => {
      const [at, seq] = this.#read(cursor);
      return !cursor.includes('~') && at === this.#epochs.indexOf(epoch) && seq > headSeq;
    };
    const kept = this.#written.filter(({ cursor }) => !isAfter(cursor));
    for (const fact of this.#written.filter(({ cursor }) => isAfter(cursor))) {
      this.#byCursor.delete(fact.cursor);
      this.#undone.set(undone(fact.cursor, cut), fact);
    }
    this.#written.splice(0, Infinity, ...kept);
    this.#symbols.clear();
    for (const { cursor, kind, account, key, retain, symbol } of kept) {
      if (!cursor.startsWith(`${epoch}.`)) continue;
      if (retain === 'set') this.#symbols.set(`${kind} ${account} ${key}`, symbol);
      if (retain === 'remove') this.#symbols.delete(`${kind} ${account} ${key}`);
    }
    return (cursor) => (isAfter(cursor) ? undone(cursor, cut) : cursor);
  }

  /** The fact that was told with a cursor, though it may be in no log any more. */
  told(cursor: string): Written | undefined {
    return this.#written[this.placeOf(cursor) ?? -1] ?? this.#undone.get(cursor);
  }

  /** A log may have let go of all up to here. */
  forgot(epoch: string, horizonSeq: number): void {
    this.#horizons.set(epoch, horizonSeq);
  }

  /** A gateway takes up a log, and knows of ids what it still holds. */
  started(start: Start): void {
    this.#starts.push(start);
  }

  /**
   * Whether one id must not be at both places. Where a gateway started in between on a log that held the first no more, the
   * bound was reached within which ids are known, as the documentation tells.
   */
  areDoubled(first: string, second: string): boolean {
    const [firstEpoch, firstSeq] = this.#read(first);
    const [epoch, seq] = this.#read(second);
    const isForgotten = this.#starts.some(
      (start) => start.epoch === this.#epochs[epoch] && start.horizonSeq >= firstSeq && start.headSeq < seq,
    );
    return firstEpoch === epoch && !isForgotten;
  }

  /** Place of a fact; `undefined` for one that was never written. */
  placeOf(cursor: string): number | undefined {
    return this.#byCursor.get(cursor);
  }

  /** Place of the last fact that a cursor includes; -1 for one that includes none. */
  at(cursor: string): number {
    const [epoch, seq] = this.#read(cursor);
    if (epoch < 0) return -1;
    // What was undone includes all that was there before.
    return this.#written.findLastIndex((fact) => {
      const [other, otherSeq] = fact.place;
      return other < epoch || (other === epoch && otherSeq <= seq);
    });
  }

  /** Whether a log could not go on from here to there without a gap. */
  isApart(since: string, cursor: string): boolean {
    const [epoch, seq] = this.#read(since);
    const [other] = this.#read(cursor);
    if (since.includes('~')) return true;
    return epoch !== other || seq < (this.#horizons.get(this.#epochs[epoch] ?? '') ?? 0);
  }

  /** The number of the epoch, and the seq. */
  #read(cursor: string): readonly [epoch: number, seq: number] {
    const dot = cursor.lastIndexOf('.');
    const [seq = '', cut] = cursor.slice(dot + 1).split('~');
    const epoch = this.#epochs.indexOf(cursor.slice(0, dot));
    // A place that is no more stands where the log was cut, then or since.
    const since = cut === undefined ? [] : this.#cuts.slice(Number(cut)).filter((one) => one.epoch === epoch);
    return [epoch, Math.min(Number(seq), ...since.map(({ headSeq }) => headSeq))];
  }
}

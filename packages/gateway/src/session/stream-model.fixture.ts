type Message = Readonly<Record<string, unknown>>;
type Data = Record<string, unknown>;

const seqOf = (cursor: string): number => Number(cursor.split('.')[1]);

/** What a client that keeps the rules under “Loss” in the protocol's page knows of one stream. */
export class StreamModel {
  /** Seqs of the events that it was told, each `every` once. */
  readonly events: number[] = [];
  readonly states = new Map<string, Data>();
  /** Whether its first states are complete. */
  isLive = false;
  cursor: string;
  #last: string;
  readonly #versions = new Map<string, string>();

  constructor(cursor: string) {
    // Rule 1.
    this.cursor = cursor;
    this.#last = `${cursor.slice(0, cursor.indexOf('.'))}.0`;
  }

  /** Takes an event, snapshot or delta; false when something before it was lost. */
  fact(message: Message): boolean {
    const { prev, seq, occasion } = message as { prev: string; seq: string; occasion: string };
    // Rule 2.
    const follows = prev === this.#last;
    this.#last = seq;
    const isNew = seqOf(seq) > seqOf(this.cursor);
    const mustArrive = occasion !== 'snapshot' && message['delivery'] === 'every';
    // Rule 3.
    if (occasion !== 'snapshot' && isNew) this.cursor = seq;
    if (mustArrive) this.events.push(seqOf(seq));
    // What must arrive up to the cursor was there when the cursor was said.
    return this.#fold(message, seq) && follows && (isNew || !mustArrive);
  }

  live({ position, prev }: { position: { through: string; last: string }; prev: string }): boolean {
    // Rule 4.
    const follows = prev === this.#last;
    this.#last = position.last;
    this.cursor = position.through;
    this.isLive = true;
    return follows;
  }

  ping({ through, last }: { through: string; last: string }): boolean {
    // Rule 5. A stream that stands in a ping is live.
    if (!this.isLive || last !== this.#last) return false;
    this.cursor = through;
    return true;
  }

  /** False for a change of a version that is not held. */
  #fold(message: Message, seq: string): boolean {
    const { account, type, key, data, delta, base, retain } = message as Record<string, string> & { delta?: Data };
    const unit = `${account} ${type} ${key}`;
    if (retain === 'remove') this.#remove(`${account}`, `${type}`, `${key}`);
    if (retain !== 'set') return true;
    const isHeld = delta === undefined || this.#versions.get(unit) === base;
    this.#versions.set(unit, seq);
    this.states.set(unit, delta === undefined ? (data as unknown as Data) : merged(this.states.get(unit), delta));
    return isHeld;
  }

  #remove(account: string, type: string, key: string): void {
    this.states.delete(`${account} ${type} ${key}`);
    if (type !== 'backtest-complete') return;
    this.states.delete(`${account} backtest-start ${key}`);
    this.states.delete(`${account} backtest-progress ${key}`);
  }
}

const merged = (base: Data | undefined, delta: Data): Data => {
  const whole = { ...base };
  for (const [field, value] of Object.entries(delta)) {
    if (value === null) delete whole[field];
    else whole[field] = value;
  }
  return whole;
};

/** What a client makes of the messages that reached it. */
export interface Followed {
  /** Streams that are open, by name. */
  readonly open: ReadonlyMap<string, StreamModel>;
  /** Streams of which something was lost, as often as was seen. */
  readonly losses: readonly string[];
}

/** Plays messages to a client, one by one. */
export const follow = (messages: Iterable<Message>): Followed => {
  const open = new Map<string, StreamModel>();
  const losses: string[] = [];
  const check = (stream: string, holds: (model: StreamModel) => boolean): void => {
    const model = open.get(stream);
    if (model === undefined || !holds(model)) losses.push(stream);
  };
  for (const message of messages) {
    const { type, stream } = message as { type: string; stream: string };
    if (type === 'reply:stream-opened') open.set(stream, new StreamModel(String(message['cursor'])));
    else if (type === 'reply:stream-closed') open.delete(stream);
    else if (type === 'reply:live') {
      const live = message as unknown as Parameters<StreamModel['live']>[0] & { position: { stream: string } };
      check(live.position.stream, (model) => model.live(live));
    } else if (type === 'reply:ping') {
      const { positions = [] } = message as { positions?: { stream: string; through: string; last: string }[] };
      for (const position of positions) check(position.stream, (model) => model.ping(position));
    } else if (message['prev'] !== undefined) check(stream, (model) => model.fact(message));
  }
  return { open, losses };
};

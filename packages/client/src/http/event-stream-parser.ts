/** One event of an event stream. `event` is undefined for a block that has no data: then only its id counts. */
export interface StreamEvent {
  readonly event: string | undefined;
  readonly data: string;
  readonly id: string | undefined;
}

/** Longest line, in characters: a fact has 64 KiB or so; what never ends a line is no event stream. */
const longestLine = 16_777_216;

/** Reads an event stream as the HTML standard says, “Server-sent events”, as its text comes. */
export class EventStreamParser {
  /** When the server wants to be asked again after an end, in ms. */
  retryMs: number | undefined;
  #rest = '';
  #event: string | undefined;
  #data: string[] = [];
  #id: string | undefined;

  /** The events that a piece of text completes. Throws when it is no event stream. */
  take(text: string): readonly StreamEvent[] {
    const whole = this.#rest + text;
    // A line break may be cut in two.
    const end = whole.endsWith('\r') ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, end).split(/\r\n|\n|\r/u);
    this.#rest = (lines.pop() ?? '') + whole.slice(end);
    if (this.#rest.length > longestLine) throw new Error('A line of the event stream does not end');
    return lines.flatMap((line) => (line === '' ? this.#complete() : this.#field(line)));
  }

  #field(line: string): readonly StreamEvent[] {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id') this.#id = value;
    else if (name === 'retry' && /^\d{1,9}$/u.test(value)) this.retryMs = Number(value);
    return [];
  }

  #complete(): readonly StreamEvent[] {
    const event = this.#data.length === 0 ? undefined : (this.#event ?? 'message');
    const complete = { event, data: this.#data.join('\n'), id: this.#id };
    this.#event = undefined;
    this.#data = [];
    this.#id = undefined;
    return event === undefined && complete.id === undefined ? [] : [complete];
  }
}

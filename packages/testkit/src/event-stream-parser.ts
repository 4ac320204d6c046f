/** A server-sent event as a client sees it. */
export interface ReceivedEvent {
  readonly event: string;
  /** The client's last event id once it has this one. */
  readonly lastEventId: string;
  readonly data: string;
}

/** Reads an event stream as the HTML standard says (section 9.2.6), written apart from what writes it. */
export class EventStreamParser {
  lastEventId = '';
  retryMs: number | undefined;
  comments = 0;
  #rest = '';
  #id = '';
  #event = '';
  #data: string[] = [];

  /** Takes text as it came and gives the events that it completes. */
  take(text: string): readonly ReceivedEvent[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    const events: ReceivedEvent[] = [];
    for (const line of lines) {
      if (line !== '') this.#field(line);
      else this.#dispatch(events);
    }
    return events;
  }

  /** The connection broke: what was not complete is gone. */
  reconnect(): void {
    this.#rest = '';
    this.#event = '';
    this.#data = [];
    this.#id = this.lastEventId;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === '') this.comments += 1;
    else if (name === 'id') this.#id = value;
    else if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
    else if (name === 'retry') this.retryMs = Number(value);
    else throw new Error(`An event stream has no field ${JSON.stringify(line)}`);
  }

  #dispatch(events: ReceivedEvent[]): void {
    this.lastEventId = this.#id;
    if (this.#data.length > 0) {
      events.push({ event: this.#event, lastEventId: this.lastEventId, data: this.#data.join('\n') });
    }
    this.#event = '';
    this.#data = [];
  }
}

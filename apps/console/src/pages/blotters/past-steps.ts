/** One step of something's life, as the log has it. */
export interface PastStep {
  /** Its place in the log. */
  readonly seq: string;
  /** When it happened, by the source's clock, ms since 1970 UTC. */
  readonly occurredAt: number;
  /** When the gateway took it in, ms since 1970 UTC. */
  readonly receivedAt: number;
  readonly data: object;
}

/** What the log says of one thing. */
export interface Past {
  readonly steps: readonly PastStep[];
  /** `whole`: from the first step on; `cut`: the log begins later; `long`: there is more than is asked for. */
  readonly reach: 'whole' | 'cut' | 'long';
}

/** Of what the past is asked for. */
export interface PastQuestion {
  readonly kind: string;
  readonly key: string;
  readonly account: string;
  readonly symbol: string | undefined;
  /** Any place in the log: its epoch is what counts. */
  readonly seq: string;
}

/** Answers with a page of `GET /v1/events`. Rejects where there is none to be had. */
export type AskPage = (query: URLSearchParams) => Promise<unknown>;

/** Most pages of a thousand events that are read for one thing: beyond that nobody waits, and the gateway has better to do. */
const mostPages = 10;

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const stepOf = (event: unknown, { key, account }: PastQuestion): readonly PastStep[] => {
  if (fieldOf(event, 'key') !== key || fieldOf(event, 'account') !== account || fieldOf(event, 'snapshot') === true)
    return [];
  const [seq, occurredAt, receivedAt, data] = ['seq', 'occurredAt', 'receivedAt', 'data'].map((name) =>
    fieldOf(event, name),
  );
  if (typeof seq !== 'string' || typeof data !== 'object' || data === null) return [];
  if (typeof occurredAt !== 'number' || typeof receivedAt !== 'number') return [];
  return [{ seq, occurredAt, receivedAt, data }];
};

/** Reads the log from its beginning for every step of one thing that had to arrive; updates that may be skipped are kept by nobody. */
export const readPast = async (question: PastQuestion, ask: AskPage): Promise<Past> => {
  const { kind, account, symbol, seq } = question;
  const steps: PastStep[] = [];
  let since = `${seq.slice(0, seq.lastIndexOf('.'))}.0`;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = new URLSearchParams({
      since,
      kinds: kind,
      account,
      ...(symbol === undefined ? {} : { symbols: symbol }),
    });
    // Each page says where the next one begins.
    const page = await ask(query);
    if (fieldOf(page, 'recovered') !== true) return { steps, reach: 'cut' };
    const events = fieldOf(page, 'events');
    if (Array.isArray(events)) steps.push(...events.flatMap((event: unknown) => stepOf(event, question)));
    const cursor = fieldOf(page, 'cursor');
    if (fieldOf(page, 'more') !== true || typeof cursor !== 'string') return { steps, reach: 'whole' };
    since = cursor;
  }
  return { steps, reach: 'long' };
};

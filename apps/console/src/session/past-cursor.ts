/** How far back a page asks for what happened, in places of the log: a few thousand facts are a second of loading. */
const pastPlaces = 5_000;
/** Nobody waits longer than this for the past, in ms: without it the page begins now. */
const askTimeoutMs = 3_000;

const cursorForm = /^([\w-]+)\.(\d{1,15})$/;

/** The cursor some way before another; undefined where it is none. */
export const cursorBefore = (head: string, places: number): string | undefined => {
  const match = cursorForm.exec(head);
  if (match === null) return undefined;
  const [, epoch = '', seq = ''] = match;
  return `${epoch}.${Math.max(0, Number(seq) - places)}`;
};

const cursorIn = (body: unknown): string | undefined => {
  const cursor: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'cursor') : undefined;
  return typeof cursor === 'string' ? cursor : undefined;
};

/** Asks the gateway how far its log is, and answers with a cursor some way before that. Undefined when it does not say. */
export const askPastCursor = async (gatewayUrl: string, token: string): Promise<string | undefined> => {
  try {
    const answer = await fetch(`${gatewayUrl}/v1/snapshot?kinds=health`, {
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(askTimeoutMs),
    });
    const head = answer.ok ? cursorIn(await answer.json()) : undefined;
    return head === undefined ? undefined : cursorBefore(head, pastPlaces);
  } catch {
    // Whether the gateway can be reached is for the client to say, which tries again.
    return undefined;
  }
};

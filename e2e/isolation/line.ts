import { EventStreamClient, RawClient } from '@pitwall/testkit';
import type { RawConnect } from '@pitwall/testkit';
import { ways } from './people.ts';

/** What a listener hears through, whatever it is made of. */
export interface Line {
  /** The next message; `undefined` when there will be none. */
  nextText(): Promise<string | undefined>;
  /** How it ended. */
  readonly closed: Promise<unknown>;
  send(message: object): void;
  /** Says goodbye where there are words for that, or just goes. */
  leave(politely: boolean): void;
}

const openStream = async (to: RawConnect): Promise<Line> => {
  const client = await EventStreamClient.open(to);
  return {
    nextText: async () => {
      const event = await client.next();
      return event === undefined ? undefined : `${event.event} ${event.lastEventId} ${event.data}`;
    },
    closed: client.ended.then(({ complete }) => ({ complete, status: client.response.statusCode })),
    // A stream takes no words.
    send: () => undefined,
    leave: () => client.cut(),
  };
};

const openWebSocket = async (to: RawConnect): Promise<Line> => {
  const client = await RawClient.open(to);
  return {
    nextText: () => client.nextText(),
    closed: client.closed,
    send: (message) => client.sendJson(message),
    leave: (politely) => {
      if (politely) client.sendClose(1000);
      else client.destroy();
    },
  };
};

/** Opens what is spoken at a path. */
export const openLine = (to: RawConnect): Promise<Line> =>
  to.path.startsWith(ways.stream.path) ? openStream(to) : openWebSocket(to);

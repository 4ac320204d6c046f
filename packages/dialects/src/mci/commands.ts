import { Compile } from 'typebox/compile';
import type { Dialect } from '../dialect.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { excerpt, sortTopics } from '../wire/topics.ts';
import { Authentication, Subscription } from './schemas.ts';
import { mciChannels } from './topics.ts';

const subscription = Compile(Subscription);
const authentication = Compile(Authentication);

/** What a client's frame asks. */
export const decodeCommand: Dialect['decodeCommand'] = (message) => {
  if (!isJsonObject(message)) return { do: 'unknown', what: excerpt(message) };
  // These two ask for nothing in their data, so no shape of it can be wrong.
  if (message['event'] === 'heartbeat:ack') return { do: 'alive' };
  if (message['event'] === 'disconnect') return { do: 'disconnect' };
  if (subscription.Check(message)) {
    const topics = sortTopics(message.data.channels, (channel) => mciChannels.includes(channel));
    return { do: message.event, ...topics };
  }
  if (authentication.Check(message)) return { do: 'authenticate', token: message.data.token };
  return { do: 'unknown', what: unknownEvent(message['event']) };
};

const unknownEvent = (event: unknown): string =>
  event === 'subscribe' || event === 'unsubscribe' ? `${event} without a list of channels` : `event ${excerpt(event)}`;

import { Compile } from 'typebox/compile';
import type { Dialect } from '../dialect.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { excerpt, sortTopics } from '../wire/topics.ts';
import { Authentication, Ping, Subscription } from './schemas.ts';
import { isTopic } from './topics.ts';

const subscription = Compile(Subscription);
const ping = Compile(Ping);
const authentication = Compile(Authentication);

/** What a client's frame asks. */
export const decodeCommand: Dialect['decodeCommand'] = (message) => {
  if (subscription.Check(message)) {
    const topics = sortTopics([message.topic], isTopic);
    return { do: message.action, ...topics };
  }
  if (ping.Check(message)) return { do: 'ping' };
  if (authentication.Check(message)) return { do: 'authenticate', token: message.token };
  return { do: 'unknown', what: isJsonObject(message) ? unknownAction(message['action']) : excerpt(message) };
};

const unknownAction = (action: unknown): string =>
  action === 'subscribe' || action === 'unsubscribe' ? `${action} without a topic` : `action ${excerpt(action)}`;

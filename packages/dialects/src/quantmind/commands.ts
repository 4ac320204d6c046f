import { Compile } from 'typebox/compile';
import type { Dialect } from '../dialect.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { excerpt, sortTopics } from '../wire/topics.ts';
import { Authentication, Ping, Subscription } from './schemas.ts';
import { isTopic, quantmindTopics } from './topics.ts';

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
  return { do: 'unknown', what: isJsonObject(message) ? faultOf(message['action']) : noObject(message) };
};

/** What the client is told in the words of the page's error, whose text is all that it has. */
const noObject = (message: unknown): string => `a message is an object with an action, not ${excerpt(message)}`;

const faultOf = (action: unknown): string => {
  switch (action) {
    case 'subscribe':
    case 'unsubscribe':
      return `${action} needs a topic: ${quantmindTopics.join(', ')} or backtest:<id>`;
    case 'auth':
      return 'auth needs a token';
    case undefined:
      return `there is no action in this message; ${knownActions}`;
    default:
      return `there is no action ${excerpt(action)}; ${knownActions}`;
  }
};

const knownActions = 'there are subscribe, unsubscribe, ping and auth';

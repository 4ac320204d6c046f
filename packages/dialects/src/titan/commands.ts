import { Compile } from 'typebox/compile';
import type { Dialect } from '../dialect.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { excerpt, sortTopics } from '../wire/topics.ts';
import { Authentication, Subscription, titanMessages } from './schemas.ts';

/** The names of the page's messages, which are the topics here. */
export const titanTopics: readonly string[] = titanMessages.map((message) => message.type);

const subscription = Compile(Subscription);
const authentication = Compile(Authentication);

/** What a client's frame asks. */
export const decodeCommand: Dialect['decodeCommand'] = (message) => {
  if (subscription.Check(message)) {
    const topics = sortTopics(message.data.types, (topic) => titanTopics.includes(topic));
    return { do: message.type === 'SUBSCRIBE' ? 'subscribe' : 'unsubscribe', ...topics };
  }
  if (authentication.Check(message)) return { do: 'authenticate', token: message.data.token };
  return { do: 'unknown', what: isJsonObject(message) ? `type ${excerpt(message['type'])}` : excerpt(message) };
};

/** The page has no word for any reply; the additive resume and the answer to an additive token have one each. */
export const encodeReply: Dialect['encodeReply'] = (reply) => {
  switch (reply.say) {
    case 'resumed':
      return { type: 'resume', timestamp: reply.nowMs, data: { recovered: reply.recovered, cursor: reply.cursor } };
    case 'authenticated':
      return { type: 'AUTHENTICATED', timestamp: reply.nowMs, data: { expires_at: reply.expiresAtMs } };
    default:
      return undefined;
  }
};

import { Compile } from 'typebox/compile';
import type { Dialect } from '../dialect.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { excerpt } from '../wire/topics.ts';
import { Authentication } from './schemas.ts';

const authentication = Compile(Authentication);

/** What a client's frame asks. A pong is a sign of life whatever time stands in it. */
export const decodeCommand: Dialect['decodeCommand'] = (message) => {
  if (authentication.Check(message)) return { do: 'authenticate', token: message.data.token };
  if (!isJsonObject(message)) return { do: 'unknown', what: excerpt(message) };
  const { type, timestamp } = message;
  if (type === 'pong') return { do: 'alive' };
  if (type === 'ping') return typeof timestamp === 'number' ? { do: 'ping', echo: timestamp } : { do: 'ping' };
  return { do: 'unknown', what: type === 'auth' ? 'auth without a token' : `type ${excerpt(type)}` };
};

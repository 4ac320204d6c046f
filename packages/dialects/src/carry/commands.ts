import { Compile } from 'typebox/compile';
import type { Dialect } from '../dialect.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { excerpt } from '../wire/topics.ts';
import { ClientMessage } from './schemas.ts';

const authentication = Compile(ClientMessage);

/** What a client's frame asks. The page knows no client message; a fresh token is additive. */
export const decodeCommand: Dialect['decodeCommand'] = (message) =>
  authentication.Check(message)
    ? { do: 'authenticate', token: message.data.token }
    : { do: 'unknown', what: isJsonObject(message) ? `type ${excerpt(message['type'])}` : excerpt(message) };

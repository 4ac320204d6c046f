import { describeFound, kindNames, toPitwallError } from '@pitwall/model';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Check } from 'typebox/value';
import { channelNames, maxNameLength, maxSymbols, topicsHeard } from '../canonical/topics.ts';
import type { Dialect } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import type { StreamWish } from '../stream.ts';
import type { Command } from '../talk.ts';
import { isJsonObject } from '../wire/page-object.ts';
import {
  Authenticate,
  ClientPing,
  keyRateMs,
  maxAccounts,
  maxCursorLength,
  maxRequestIdLength,
  maxTokenLength,
  RequestId,
  Subscribe,
  Unsubscribe,
} from './client-messages.ts';

const requestId = Compile(RequestId);
const subscribe = Compile(Subscribe);
const unsubscribe = Compile(Unsubscribe);
const authenticate = Compile(Authenticate);
const ping = Compile(ClientPing);

interface FieldSchemas {
  readonly properties: { readonly [field: string]: TSchema };
}

/** The messages that are held to their fields, to tell what is wrong with one. */
const schemas = new Map<string, FieldSchemas>([
  ['subscribe', Subscribe],
  ['unsubscribe', Unsubscribe],
  ['authenticate', Authenticate],
  ['ping', ClientPing],
]);

/** What is right in a field; in a list, of each entry. */
const expected: { readonly [field: string]: string } = {
  id: `text of 1 to ${maxRequestIdLength} characters`,
  channels: `a list of any of ${channelNames.join(', ')}`,
  kinds: `a list of any of ${kindNames.join(', ')}`,
  accounts: `a list of 1 to ${maxAccounts} names of accounts`,
  symbols: `a list of 1 to ${maxSymbols} symbols of 1 to ${maxNameLength} characters`,
  since: `a cursor, <epoch>.<seq>, of at most ${maxCursorLength} characters`,
  snapshot: 'true or false',
  maxRatePerKeyMs: `whole milliseconds from ${keyRateMs.least} to ${keyRateMs.most}`,
  delta: 'true or false',
  batch: 'true or false',
  stream: 'the name of a stream, as `subscribed` told it',
  token: `a token: text of 1 to ${maxTokenLength} characters`,
  echo: `a number, or text of at most ${maxRequestIdLength} characters`,
};

/** What a client's frame asks. A pong is a sign of life whatever stands in it. */
export const decodeCommand: Dialect['decodeCommand'] = (message) => {
  if (!isJsonObject(message)) return { do: 'unknown', what: `${describeFound(message)} is no message: ${aMessage}` };
  const id = idOf(message);
  if (message['type'] === 'pong') return { do: 'alive' };
  if (subscribe.Check(message)) return openStream(message, id);
  if (unsubscribe.Check(message)) return { do: 'close-stream', stream: message.stream, ...id };
  if (authenticate.Check(message)) return { do: 'authenticate', token: message.token, ...id };
  if (ping.Check(message)) return message.echo === undefined ? { do: 'ping' } : { do: 'ping', echo: message.echo };
  return { do: 'unknown', what: faultOf(message), ...id };
};

const aMessage = 'send an object whose type is subscribe, unsubscribe, authenticate, ping or pong';

/** A name that is none is not repeated: the answer must fit the schemas too. */
const idOf = ({ id }: JsonObject): { readonly requestId?: string } => (requestId.Check(id) ? { requestId: id } : {});

const openStream = (message: Subscribe, id: { readonly requestId?: string }): Command => {
  const { accounts, since, snapshot = true, maxRatePerKeyMs, delta = false, batch = false } = message;
  if (delta && !snapshot) {
    const what = 'subscribe asks for delta without snapshot: a change needs the version that it changes; leave one out';
    return { do: 'unknown', what, ...id };
  }
  try {
    const wish: StreamWish = {
      topics: topicsHeard(message),
      ...(accounts === undefined ? {} : { accounts: [...new Set(accounts)] }),
      ...(since === undefined ? {} : { since }),
      snapshot,
      ...(maxRatePerKeyMs === undefined ? {} : { minIntervalMs: maxRatePerKeyMs }),
      delta,
      batch,
    };
    return { do: 'open-stream', wish, ...id };
  } catch (thrown) {
    return { do: 'unknown', what: toPitwallError(thrown).message, ...id };
  }
};

const faultOf = (message: JsonObject): string => {
  const { type } = message;
  const schema = typeof type === 'string' ? schemas.get(type) : undefined;
  if (schema === undefined) return `there is no type ${describeFound(type)}: ${aMessage}`;
  const fields = Object.keys(schema.properties);
  const stranger = Object.keys(message).find((name) => !fields.includes(name));
  if (stranger !== undefined) {
    return `there is no field ${describeFound(stranger)} in this message; there are ${fields.join(', ')}`;
  }
  const faults = Object.entries(schema.properties).flatMap(([name, field]) => faultIn(name, field, message) ?? []);
  return faults[0] ?? aMessage;
};

const faultIn = (name: string, schema: TSchema, message: JsonObject): string | undefined => {
  const value = Object.hasOwn(message, name) ? message[name] : undefined;
  if (value === undefined ? isOptional(name) : Check(schema, value)) return undefined;
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const wrong = entries.findIndex((entry) => !Check(schema, [entry]));
  const [path, found] = wrong < 0 ? [name, value] : [`${name}/${wrong}`, entries[wrong]];
  return `${path} is ${describeFound(found)}, expected ${expected[name]}`;
};

/** Beside its type a message needs at most one field. */
const isOptional = (name: string): boolean => name !== 'stream' && name !== 'token';

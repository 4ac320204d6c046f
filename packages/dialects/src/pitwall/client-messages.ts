import { accountPattern, kindNames } from '@pitwall/model';
import { Type, type Static } from 'typebox';
import { channelNames, maxNameLength, maxSymbols } from '../canonical/topics.ts';

/** Longest name that a client gives a request, and longest echo of a ping. @default 64 characters: they are sent back */
export const maxRequestIdLength = 64;

/** Accounts that one stream may name. @default 100: who sees more names none and hears all */
export const maxAccounts = 100;

/** Longest cursor that is read. @default 128 characters: an epoch of 64, a point and 16 digits are 81 */
export const maxCursorLength = 128;

/** Longest token. @default 8192 characters, as in a header */
export const maxTokenLength = 8192;

/** Bounds of `maxRatePerKeyMs`. @default 20 to 60,000 ms: what views wait anyway, and a minute */
export const keyRateMs = { least: 20, most: 60_000 } as const;

/*
 * What a client says is held to its fields: a misspelt `symbol` that was passed over would bring every symbol there is.
 */
const exact = { additionalProperties: false } as const;

/** The client's own name for a request; the answer repeats it. */
export const RequestId = Type.String({
  minLength: 1,
  maxLength: maxRequestIdLength,
  description: 'The client’s own name for the request; the answer repeats it.',
});

const id = Type.Optional(RequestId);

const StreamName = Type.String({ minLength: 1, maxLength: 64, description: 'A stream, as `subscribed` named it.' });

/** Asks for a stream. */
export const Subscribe = Type.Object(
  {
    type: Type.Literal('subscribe'),
    id,
    channels: Type.Optional(
      Type.Array(Type.Enum([...channelNames]), {
        minItems: 1,
        maxItems: channelNames.length,
        description: 'Only kinds of these channels.',
      }),
    ),
    kinds: Type.Optional(
      Type.Array(Type.Enum([...kindNames]), {
        minItems: 1,
        maxItems: kindNames.length,
        description: 'Only these kinds.',
      }),
    ),
    accounts: Type.Optional(
      Type.Array(Type.String({ pattern: accountPattern }), {
        minItems: 1,
        maxItems: maxAccounts,
        description: 'Only these accounts, of those that the connection may see.',
      }),
    ),
    symbols: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: maxNameLength }), {
        minItems: 1,
        maxItems: maxSymbols,
        description: 'Of facts that name a symbol only these.',
      }),
    ),
    since: Type.Optional(
      Type.String({ maxLength: maxCursorLength, description: 'A cursor: what came after it comes first.' }),
    ),
    snapshot: Type.Optional(Type.Boolean({ default: true, description: 'Whether present values come too.' })),
    maxRatePerKeyMs: Type.Optional(
      Type.Integer({
        minimum: keyRateMs.least,
        maximum: keyRateMs.most,
        default: keyRateMs.least,
        description: 'Least time between two `latest` updates of one key.',
      }),
    ),
    delta: Type.Optional(Type.Boolean({ default: false, description: '`latest` updates as changes.' })),
    batch: Type.Optional(Type.Boolean({ default: false, description: 'An array of messages a frame.' })),
  },
  exact,
);

/** Asks for a stream. */
export type Subscribe = Static<typeof Subscribe>;

/** Ends a stream. */
export const Unsubscribe = Type.Object({ type: Type.Literal('unsubscribe'), id, stream: StreamName }, exact);

/** Brings a new token for the same subject. */
export const Authenticate = Type.Object(
  { type: Type.Literal('authenticate'), id, token: Type.String({ minLength: 1, maxLength: maxTokenLength }) },
  exact,
);

/** What a ping may carry and its pong brings back. */
export const Echo = Type.Union([Type.Number(), Type.String({ maxLength: maxRequestIdLength })], {
  description: 'Comes back in the `pong`.',
});

/** Asks for a pong. */
export const ClientPing = Type.Object({ type: Type.Literal('ping'), id, echo: Type.Optional(Echo) }, exact);

/** A sign of life. Whatever else stands in it is passed over. */
export const ClientPong = Type.Object({ type: Type.Literal('pong') });

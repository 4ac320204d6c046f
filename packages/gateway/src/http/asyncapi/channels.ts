import { examplesOf } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import type { AuthPolicy } from '../../identity/identity.ts';
import type { WebSocketRoute } from '../http-parts.ts';
import { namedMessages } from './named-messages.ts';
import type { NamedMessage } from './named-messages.ts';
import { keyOf, refTo, SchemaTable } from './schema-table.ts';
import type { Part } from './schema-table.ts';

/** A path at which a dialect is spoken, on one or more listeners. */
interface Channel {
  readonly key: string;
  readonly dialect: Dialect;
  readonly path: string;
  readonly routes: readonly WebSocketRoute[];
}

/** One side's messages of a dialect. */
interface Side {
  /** What the gateway does, in the words of AsyncAPI. */
  readonly action: 'send' | 'receive';
  readonly messages: readonly NamedMessage[];
}

/** What is made of dialects and routes: channels, operations, and the components that they refer to. */
export interface ChannelParts {
  readonly channels: Part;
  readonly operations: Part;
  readonly messages: Part;
  readonly schemas: Part;
}

const channelsOf = (routes: readonly WebSocketRoute[]): readonly Channel[] => {
  const channels = new Map<string, Channel>();
  for (const route of routes) {
    const { dialect, path } = route;
    if (dialect.schemas === undefined) continue;
    const key = keyOf(`${dialect.name}${path}`);
    channels.set(key, { key, dialect, path, routes: [...(channels.get(key)?.routes ?? []), route] });
  }
  return [...channels.values()];
};

const sidesOf = ({ name, schemas }: Dialect): readonly Side[] => {
  if (schemas === undefined) return [];
  const examples = examplesOf(name);
  return [
    { action: 'send', messages: namedMessages(schemas.server, examples) },
    { action: 'receive', messages: namedMessages(schemas.client, examples) },
  ];
};

const messageKey = (dialect: Dialect, { action }: Side, { name }: NamedMessage): string =>
  keyOf(`${dialect.name}.${action}.${name}`);

const text = (description: string): Part => ({ type: 'string', description });

/** What a client may say in the URL. */
const queryOf = ({ traits }: Dialect): Part => {
  const { start, queryParameter } = traits.subscription;
  return {
    account: text('One account, or * for all that may be seen.'),
    token: text('A token, where headers are no way.'),
    ticket: text('A ticket of POST /v1/tickets, good for one use.'),
    ...(start === 'streams'
      ? {}
      : { since: text('A cursor to go on from.'), resume: text('1: messages carry cursors.') }),
    ...(queryParameter === undefined ? {} : { [queryParameter]: text('Topics, separated by commas.') }),
    ...(traits.offersDelta ? { delta: text('1: states as changes.') } : {}),
    ...(traits.offersBatch ? { batch: text('1: an array of messages a frame.') } : {}),
  };
};

/** How a caller may show who it is; any one will do. */
const schemes = ['bearer', 'cookie', 'token', 'ticket'] as const;

const policyWords: { readonly [Policy in AuthPolicy]: string } = {
  none: 'It asks for no token.',
  optional: 'It takes a token and asks for none.',
  required: 'It asks for a token.',
};

/** The strictest of what holds at the listeners of a path. */
const policyAt = ({ routes }: Channel, policyOf: (route: WebSocketRoute) => AuthPolicy): AuthPolicy => {
  const policies = routes.map(policyOf);
  return (['required', 'optional'] as const).find((policy) => policies.includes(policy)) ?? 'none';
};

const serverOf = ({ listener }: WebSocketRoute): string => (listener === 'main' ? listener : `port-${listener}`);

/** Describes the WebSockets of a gateway. */
export const describeChannels = (
  routes: readonly WebSocketRoute[],
  policyOf: (route: WebSocketRoute) => AuthPolicy,
): ChannelParts => {
  const table = new SchemaTable();
  const parts = { channels: {}, operations: {}, messages: {} } satisfies { [part: string]: object };
  const sides = new Map<Dialect, readonly Side[]>();
  for (const channel of channelsOf(routes)) {
    const { dialect, key } = channel;
    const known = sides.get(dialect) ?? sidesOf(dialect);
    if (!sides.has(dialect)) Object.assign(parts.messages, messagesOf(dialect, known, table));
    sides.set(dialect, known);
    Object.assign(parts.channels, { [key]: channelPart(channel, known, policyAt(channel, policyOf)) });
    Object.assign(parts.operations, operationsOf(channel, known, policyAt(channel, policyOf)));
  }
  return { ...parts, schemas: table.schemas };
};

const messagesOf = (dialect: Dialect, sides: readonly Side[], table: SchemaTable): Part =>
  Object.fromEntries(
    sides.flatMap((side) =>
      side.messages.map((message) => {
        const key = messageKey(dialect, side, message);
        const examples = message.examples.map((payload) => ({ payload }));
        return [
          key,
          {
            name: message.name,
            payload: table.add(key, message.schemas),
            ...(examples.length === 0 ? {} : { examples }),
          },
        ];
      }),
    ),
  );

const channelPart = ({ dialect, path, routes }: Channel, sides: readonly Side[], policy: AuthPolicy): Part => ({
  address: path,
  title: dialect.name,
  description: `The dialect ${dialect.name}, as text frames of JSON. ${policyWords[policy]}`,
  servers: routes.map((route) => refTo('servers', serverOf(route))),
  messages: Object.fromEntries(
    sides.flatMap((side) =>
      side.messages.map((message) => {
        const key = messageKey(dialect, side, message);
        return [key, refTo('components', 'messages', key)];
      }),
    ),
  ),
  bindings: {
    ws: { method: 'GET', query: { type: 'object', properties: queryOf(dialect) }, bindingVersion: '0.1.0' },
  },
});

const operationsOf = ({ key, dialect }: Channel, sides: readonly Side[], policy: AuthPolicy): Part =>
  Object.fromEntries(
    sides
      .filter(({ messages }) => messages.length > 0)
      .map((side) => [
        `${key}.${side.action}`,
        {
          action: side.action,
          summary: side.action === 'send' ? 'What the gateway says' : 'What a client says',
          channel: refTo('channels', key),
          messages: side.messages.map((message) =>
            refTo('channels', key, 'messages', messageKey(dialect, side, message)),
          ),
          ...(policy === 'none' ? {} : { security: schemes.map((one) => refTo('components', 'securitySchemes', one)) }),
        },
      ]),
  );

/** The listeners of routes as servers, as seen from where a request came in. */
export const describeServers = (
  routes: readonly WebSocketRoute[],
  seen: { readonly host: string; readonly encrypted: boolean },
): Part => {
  const hostname = seen.host.replace(/:[0-9]+$/u, '');
  const protocol = seen.encrypted ? 'wss' : 'ws';
  return Object.fromEntries(
    routes.map((route) => [
      serverOf(route),
      { host: route.port === undefined ? seen.host : `${hostname}:${route.port}`, protocol },
    ]),
  );
};

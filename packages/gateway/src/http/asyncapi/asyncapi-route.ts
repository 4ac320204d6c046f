import type { FastifyRequest } from 'fastify';
import { entityTag, namesTag } from '../entity-tag.ts';
import type { HttpParts, WebSocketRoute } from '../http-parts.ts';
import type { HttpScope } from '../http-scope.ts';
import { describeChannels, describeServers } from './channels.ts';

const info = (version: string) => ({
  title: 'Pitwall',
  version,
  description:
    'What consoles hear and say over WebSockets, in each dialect. What is over plain HTTP stands in /openapi.json.',
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
});

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  cookie: { type: 'httpApiKey', in: 'cookie', name: 'pitwall_token' },
  token: { type: 'httpApiKey', in: 'query', name: 'token' },
  ticket: { type: 'httpApiKey', in: 'query', name: 'ticket' },
} as const;

type DocumentParts = Pick<HttpParts, 'dialects' | 'health' | 'identity' | 'webSocketRoutes'>;

/** Without legacy listeners: what every gateway has. */
const mainRoutes = ({ dialects }: DocumentParts): readonly WebSocketRoute[] =>
  dialects.flatMap((dialect) =>
    [`/ws/${dialect.name}`, ...dialect.traits.routes.main].map((path) => ({ listener: 'main', path, dialect })),
  );

/** Everything but the servers, which depend on the address that a reader came by: some hundred kilobytes, so made once. */
const describe = (parts: DocumentParts, routes: readonly WebSocketRoute[]): string => {
  const { schemas, messages, ...around } = describeChannels(routes, (route) => parts.identity.policies.forRoute(route));
  const head = { asyncapi: '3.0.0', info: info(parts.health().version), defaultContentType: 'application/json' };
  return JSON.stringify({ ...head, ...around, components: { messages, schemas, securitySchemes } });
};

const seenBy = ({ headers, raw }: FastifyRequest) => ({
  host: headers.host ?? 'localhost',
  encrypted: 'encrypted' in raw.socket,
});

/** `GET /asyncapi.json`: the WebSockets of this gateway as AsyncAPI 3.0, made of the dialects' own schemas and examples. */
export const addAsyncApiRoute = (scope: HttpScope, parts: DocumentParts): void => {
  const routes = parts.webSocketRoutes ?? mainRoutes(parts);
  let described: { readonly text: string; readonly tag: string } | undefined;
  const description = () => {
    if (described === undefined) {
      const text = describe(parts, routes);
      described = { text, tag: entityTag(text) };
    }
    return described;
  };
  scope.get('/asyncapi.json', { schema: { hide: true } }, (request, reply) => {
    const { text, tag } = description();
    const servers = JSON.stringify(describeServers(routes, seenBy(request)));
    const etag = entityTag(`${tag} ${servers}`);
    void reply.headers({ etag, 'cache-control': 'no-cache', vary: 'Origin, Host' });
    if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    void reply.type('application/json; charset=utf-8');
    // Text, which goes out as it is.
    return reply.send(`{"servers":${servers},${text.slice(1)}`);
  });
};

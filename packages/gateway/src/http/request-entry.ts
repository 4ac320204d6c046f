import { accountPattern } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Entry, Presented } from '../identity/identity.ts';
import { wrongParameter } from './error-body.ts';

const account = new RegExp(accountPattern, 'u');

/** Query parameters by which watchers show who they are and choose, for the schemas of routes. */
export const entryParameters = {
  account: Type.Optional(Type.String({ description: 'One account, or * for all that may be seen.' })),
  token: Type.Optional(Type.String({ description: 'A token, where headers are no way.' })),
  ticket: Type.Optional(Type.String({ description: 'A ticket of POST /v1/tickets, good for one use.' })),
};

/** Query parameters by which watchers show who they are and choose. */
export interface EntryQuery {
  readonly account?: string;
  readonly token?: string;
  readonly ticket?: string;
}

const textAt = (query: unknown, name: string): string | undefined => {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** How a request whose route describes no parameters shows who sends it. */
export const queryOf = ({ query }: FastifyRequest): EntryQuery => {
  const token = textAt(query, 'token');
  const ticket = textAt(query, 'ticket');
  return { ...(token === undefined ? {} : { token }), ...(ticket === undefined ? {} : { ticket }) };
};

/**
 * Whether a request shows something that can be refused for what it is. A cookie is none: browsers send one by themselves.
 * The query is asked and not the URL, in which names may be escaped.
 */
export const showsToken = ({ headers, query }: FastifyRequest): boolean =>
  headers.authorization !== undefined ||
  (typeof query === 'object' && query !== null && ('token' in query || 'ticket' in query));

/** What a request shows of who sends it. */
export const presentedBy = (request: FastifyRequest, query: EntryQuery = {}): Presented => {
  const { authorization, cookie } = request.headers;
  return {
    ...(authorization === undefined ? {} : { authorization }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(query.token === undefined ? {} : { token: query.token }),
    ...(query.ticket === undefined ? {} : { ticket: query.ticket }),
  };
};

/** Where a request wants in. Throws `INVALID_REQUEST` when its account can be nobody's. */
export const entryOf = (
  request: FastifyRequest,
  route: Pick<Entry, 'policy' | 'accounts' | 'route'>,
  query: EntryQuery = {},
): Entry => {
  const entry = { ...route, remoteAddress: request.clientAddress };
  if (query.account === undefined) return entry;
  if (query.account !== '*' && !account.test(query.account)) {
    throw wrongParameter('account', query.account, 'the name of an account, or *');
  }
  return { ...entry, account: query.account };
};

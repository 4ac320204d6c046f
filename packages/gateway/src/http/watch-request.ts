import { accountPattern } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { FastifyRequest } from 'fastify';
import { wrongParameter } from './error-body.ts';
import type { WatchRequest } from './watch-authority.ts';

const account = new RegExp(accountPattern, 'u');

/** The query parameters by which watchers identify themselves and choose. */
export interface WatchQuery {
  readonly account?: string;
  readonly token?: string;
}

/** What a request shows of who wants to watch. Throws `INVALID_REQUEST` when its account can be nobody's. */
export const readWatchRequest = (request: FastifyRequest, query: WatchQuery, dialect?: Dialect): WatchRequest => {
  if (query.account !== undefined && query.account !== '*' && !account.test(query.account)) {
    throw wrongParameter('account', query.account, 'the name of an account, or *');
  }
  const { authorization, cookie } = request.headers;
  return {
    remoteAddress: request.ip,
    ...(authorization === undefined ? {} : { authorization }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(query.token === undefined ? {} : { token: query.token }),
    ...(query.account === undefined ? {} : { account: query.account }),
    ...(dialect === undefined ? {} : { dialect }),
  };
};

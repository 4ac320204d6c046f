import { PitwallError } from '@pitwall/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { FailedTokens } from '../failed-tokens.ts';
import { addTo } from '../observe/count.ts';
import type { HttpStats } from '../observe/http-stats.ts';
import { addressGroup } from '../remote-address.ts';
import { answerError } from './answer-error.ts';
import type { HttpScope } from './http-scope.ts';
import { TokenBuckets } from './token-bucket.ts';

/** What one address may ask. */
export interface AddressLimitOptions {
  /** Requests a second and address, averaged over bursts of twice as many. @default 1000 */
  readonly httpRequestsPerSecondPerIp: number;
}

/** What the limits of addresses work with. */
export interface AddressLimitParts {
  readonly clock: Clock;
  /** Shared with the handshakes. @default tokens may be refused without end */
  readonly failedTokens?: FailedTokens | undefined;
  readonly stats?: HttpStats | undefined;
}

/** Whether a request shows something that can be refused for what it is. */
const showsToken = ({ headers, url }: FastifyRequest): boolean =>
  headers.authorization !== undefined || /[?&](?:token|ticket)=/.test(url);

/** Holds every address to its rate of requests and of refused tokens, before anything is spent on what it asks. */
export const limitAddresses = (app: HttpScope, options: AddressLimitOptions, parts: AddressLimitParts): void => {
  const { clock, failedTokens, stats } = parts;
  const perSecond = options.httpRequestsPerSecondPerIp;
  const budgets = new TokenBuckets({ perSecond, burst: 2 * perSecond });
  const refuse = (reply: FastifyReply, option: string, told: { why: string; retryAfterMs: number }): void => {
    if (stats !== undefined) addTo(stats.limited, option);
    const error = new PitwallError('RATE_LIMITED', `${told.why} (${option})`);
    answerError(reply, error, { retryAfterMs: told.retryAfterMs });
  };
  app.addHook('onRequest', (request, reply, done) => {
    const askMs = budgets.take(addressGroup(request.ip), 1, clock.monotonicMs());
    if (askMs > 0) {
      const why = `This address sends more than ${perSecond} requests a second`;
      refuse(reply, 'httpRequestsPerSecondPerIp', { why, retryAfterMs: askMs });
      return;
    }
    const tokenMs = failedTokens !== undefined && showsToken(request) ? failedTokens.waitMs(request.ip) : 0;
    if (tokenMs > 0) {
      const why = 'Too many tokens of this address were refused, so none is looked at now';
      refuse(reply, 'failedTokensPerMinutePerIp', { why, retryAfterMs: tokenMs });
      return;
    }
    done();
  });
  if (failedTokens === undefined) return;
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode === 401 && showsToken(request)) failedTokens.failed(request.ip);
    done();
  });
};

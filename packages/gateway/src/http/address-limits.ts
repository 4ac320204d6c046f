import { PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { FailedTokens } from '../failed-tokens.ts';
import { addTo } from '../observe/count.ts';
import type { HttpStats } from '../observe/http-stats.ts';
import { RequestRates } from '../request-rates.ts';
import type { RequestRateOptions, TooSoon } from '../request-rates.ts';
import { answerError } from './answer-error.ts';
import type { HttpScope } from './http-scope.ts';
import { showsToken } from './request-entry.ts';

/** What the limits of addresses work with. */
export interface AddressLimitParts {
  readonly clock: Clock;
  /** Shared with the plain pages of other listeners. @default of its own */
  readonly requestRates?: RequestRates | undefined;
  /** Shared with the handshakes. @default tokens may be refused without end */
  readonly failedTokens?: FailedTokens | undefined;
  readonly stats?: HttpStats | undefined;
}

const tooManyTokens = (request: FastifyRequest, { failedTokens, stats }: AddressLimitParts): TooSoon | undefined => {
  const retryAfterMs =
    failedTokens !== undefined && showsToken(request) ? failedTokens.waitMs(request.clientAddress) : 0;
  if (retryAfterMs === 0) return undefined;
  if (stats !== undefined) addTo(stats.limited, 'failedTokensPerMinutePerIp');
  const message = 'Too many tokens of this address were refused, so none is looked at now (failedTokensPerMinutePerIp)';
  return { message, retryAfterMs };
};

/** Holds every address to its rate of requests and of refused tokens, before anything is spent on what it asks. */
export const limitAddresses = (app: HttpScope, options: RequestRateOptions, parts: AddressLimitParts): void => {
  const { failedTokens } = parts;
  const rates = parts.requestRates ?? new RequestRates(options, parts);
  app.addHook('onRequest', (request, reply, done) => {
    const refusal = rates.take(request.clientAddress) ?? tooManyTokens(request, parts);
    if (refusal === undefined) return done();
    answerError(reply, new PitwallError('RATE_LIMITED', refusal.message), { retryAfterMs: refusal.retryAfterMs });
  });
  if (failedTokens === undefined) return;
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode === 401 && showsToken(request)) failedTokens.failed(request.clientAddress);
    done();
  });
};

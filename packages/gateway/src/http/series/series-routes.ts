import { Type } from 'typebox';
import { described } from '../described.ts';
import { ErrorBody } from '../error-body.ts';
import type { HttpParts } from '../http-parts.ts';
import type { HttpScope } from '../http-scope.ts';
import { entryOf, presentedBy } from '../request-entry.ts';
import { answerSeries } from './series-answer.ts';
import { oneAccountOf, seriesNamed } from './series-query.ts';
import { EquitySeries, MarketSeries, seriesParameters } from './series-schema.ts';

const security = [{ bearer: [] }, { cookie: [] }, {}];

type Parts = Pick<HttpParts, 'clock' | 'delivery' | 'identity' | 'series'>;

/** `GET /v1/series/equity`: what an account was worth, in bars. */
const addEquityRoute = (scope: HttpScope, { clock, delivery, identity, series }: Parts): void => {
  const querystring = Type.Object({
    account: Type.Optional(
      Type.String({ description: 'One account. Default: the caller’s own, where it watches exactly one.' }),
    ),
    ...seriesParameters,
  });
  const response = { 200: described(EquitySeries), '4xx': described(ErrorBody) };
  const schema = { tags: ['watch'], summary: 'Bars of equity', security, querystring, response };
  scope.get('/v1/series/equity', { schema }, async (request, reply) => {
    const { query } = request;
    const asked = seriesNamed(query);
    const entry = entryOf(request, { policy: identity.policies.forApi(), accounts: 'own', route: 'http' }, query);
    const { accounts } = await identity.doorkeeper.admit(presentedBy(request, query), entry);
    const account = oneAccountOf(accounts);
    const kept = series.read('equity', account, asked);
    const answer = { name: { kind: 'equity' as const, account }, kept, epoch: delivery.epoch, asked };
    return answerSeries(reply, request.headers['if-none-match'], answer, clock);
  });
};

/** `GET /v1/series/market`: what a symbol cost, in bars. Prices are shared, so every watcher may ask. */
const addMarketRoute = (scope: HttpScope, { clock, delivery, identity, series }: Parts): void => {
  const querystring = Type.Object({
    symbol: Type.String({ minLength: 1, maxLength: 128, description: 'One symbol, as it is published.' }),
    account: Type.Optional(Type.String({ description: 'The account as which you watch; prices are those of all.' })),
    ...seriesParameters,
  });
  const response = { 200: described(MarketSeries), '4xx': described(ErrorBody) };
  const schema = { tags: ['watch'], summary: 'Bars of prices', security, querystring, response };
  scope.get('/v1/series/market', { schema }, async (request, reply) => {
    const { query } = request;
    const asked = seriesNamed(query);
    const entry = entryOf(request, { policy: identity.policies.forApi(), accounts: 'own', route: 'http' }, query);
    await identity.doorkeeper.admit(presentedBy(request, query), entry);
    const kept = series.read('market', query.symbol, asked);
    const answer = { name: { kind: 'market' as const, symbol: query.symbol }, kept, epoch: delivery.epoch, asked };
    return answerSeries(reply, request.headers['if-none-match'], answer, clock);
  });
};

/** The routes by which the past of equity and prices is read. */
export const addSeriesRoutes = (scope: HttpScope, parts: Parts): void => {
  addEquityRoute(scope, parts);
  addMarketRoute(scope, parts);
};

import { callerOf } from '@pitwall/gateway';
import type { Caller, HttpScope, RoutePlugin } from '@pitwall/gateway';
import { PitwallError } from '@pitwall/model';
import { Type } from 'typebox';
import { BacktestAnswer, hasEnded, listedOf } from './backtest-answer.ts';
import { BacktestRequest, readBacktestRequest } from './backtest-request.ts';
import type { BacktestService } from './backtest-service.ts';
import { strategyList } from './strategy-list.ts';
import { exportFormats, exportOf } from './report/export-formats.ts';

/** Seconds after which a full queue may have room: a backtest of the bundled bars takes about one. */
const retryAfterSeconds = 2;

/** `/api/backtests`: starts, lists, shows, cancels, exports and forgets backtests of the caller's accounts. */
export const backtestRoutes = (service: BacktestService): RoutePlugin => ({
  prefix: '/api/backtests',
  register(scope) {
    addStart(scope, service);
    addReads(scope, service);
    addExports(scope, service);
    addEnds(scope, service);
  },
});

const described = { tags: ['backtests'], security: [{ bearer: [] }] };

const ById = Type.Object({ id: Type.String({ maxLength: 128 }) });

const addStart = (scope: HttpScope, service: BacktestService): void => {
  scope.post(
    '/',
    {
      // The body is checked by hand, for words that a person understands; the schema describes it.
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: { ...described, summary: 'Start a backtest', body: BacktestRequest, response: { 202: BacktestAnswer } },
    },
    async (request, reply) => {
      const body = readBacktestRequest(request.body);
      const account = accountFor(callerOf(request), body.account);
      const answer = orTellWhen(
        () => void reply.header('retry-after', retryAfterSeconds),
        () => service.submit(body, account),
      );
      void reply.header('location', `/api/backtests/${answer.backtest_id}`);
      return reply.code(202).send(listedOf(answer));
    },
  );
};

const addReads = (scope: HttpScope, service: BacktestService): void => {
  const List = Type.Object({ backtests: Type.Array(BacktestAnswer) });
  scope.get(
    '/',
    { schema: { ...described, summary: 'List backtests, the newest first', response: { 200: List } } },
    async (request) => {
      const caller = callerOf(request);
      return { backtests: service.list().filter(({ account }) => mayUse(caller, account)) };
    },
  );
  const Strategies = Type.Object({ strategies: Type.Array(Type.Unknown()) });
  // No id is such a word.
  scope.get(
    '/strategies',
    {
      schema: {
        ...described,
        summary: 'List the built-in strategies with schemas of their options',
        response: { 200: Strategies },
      },
    },
    async () => ({ strategies: [...strategyList()] }),
  );
  scope.get(
    '/:id',
    { schema: { ...described, summary: 'Show a backtest', params: ById, response: { 200: BacktestAnswer } } },
    async (request) => wholeVisible(service, callerOf(request), request.params.id),
  );
};

const addExports = (scope: HttpScope, service: BacktestService): void => {
  const Params = Type.Object({ id: Type.String({ maxLength: 128 }), format: Type.Enum([...exportFormats]) });
  scope.get(
    '/:id/:format',
    { schema: { ...described, summary: 'Export a backtest as JSON, CSV or an HTML report', params: Params } },
    async (request, reply) => {
      const answer = await wholeVisible(service, callerOf(request), request.params.id);
      const { type, text } = exportOf(answer, request.params.format);
      // A report is a page of its own, whatever somebody managed to get into its text: no script, nothing fetched, no origin.
      void reply.header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
      void reply.header('x-content-type-options', 'nosniff');
      void reply.header('cache-control', 'private, no-store');
      return reply.type(type).send(text);
    },
  );
};

const addEnds = (scope: HttpScope, service: BacktestService): void => {
  scope.post(
    '/:id/cancel',
    { schema: { ...described, summary: 'Cancel a backtest', params: ById, response: { 202: BacktestAnswer } } },
    async (request, reply) => {
      const { backtest_id: id } = findVisible(service, callerOf(request), request.params.id);
      service.cancel(id);
      return reply.code(202).send(findVisible(service, callerOf(request), id));
    },
  );
  scope.delete(
    '/:id',
    {
      schema: {
        ...described,
        summary: 'Cancel a backtest, or forget one that has ended',
        params: ById,
        response: { 202: BacktestAnswer, 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const answer = findVisible(service, callerOf(request), request.params.id);
      if (hasEnded(answer)) {
        await service.remove(answer.backtest_id);
        return reply.code(204).send(null);
      }
      service.cancel(answer.backtest_id);
      return reply.code(202).send(findVisible(service, callerOf(request), answer.backtest_id));
    },
  );
};

/** Takes a backtest in; where there is no room, the answer also says when to come back. */
const orTellWhen = (onFull: () => void, submit: () => BacktestAnswer): BacktestAnswer => {
  try {
    return submit();
  } catch (thrown) {
    if (thrown instanceof PitwallError && thrown.code === 'RATE_LIMITED') onFull();
    throw thrown;
  }
};

const mayUse = ({ accounts }: Caller, account: string): boolean => accounts === '*' || accounts.includes(account);

const accountFor = (caller: Caller, wanted: string | undefined): string => {
  const account = wanted ?? caller.defaultAccount;
  if (!mayUse(caller, account)) throw new PitwallError('FORBIDDEN_ACCOUNT', 'The account is none of yours');
  if (caller.kinds !== '*' && !caller.kinds.includes('backtest-start')) {
    throw new PitwallError('FORBIDDEN_KIND', 'Your credential may not publish backtests, so it may not start them');
  }
  return account;
};

/** A backtest of another's account is not there, so that ids cannot be found out. */
const findVisible = (service: BacktestService, caller: Caller, backtestId: string): BacktestAnswer => {
  const answer = service.find(backtestId);
  if (answer !== undefined && mayUse(caller, answer.account)) return answer;
  throw new PitwallError('NOT_FOUND', `There is no backtest ${JSON.stringify(backtestId.slice(0, 60))}, or no longer`);
};

const wholeVisible = async (service: BacktestService, caller: Caller, backtestId: string): Promise<BacktestAnswer> =>
  (await service.whole(findVisible(service, caller, backtestId).backtest_id)) ??
  findVisible(service, caller, backtestId);

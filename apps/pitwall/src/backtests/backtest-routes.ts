import { callerOf } from '@pitwall/gateway';
import type { Caller, HttpScope, RoutePlugin } from '@pitwall/gateway';
import { PitwallError } from '@pitwall/model';
import { Type } from 'typebox';
import { answerOf, BacktestAnswer } from './backtest-record.ts';
import type { BacktestRecord } from './backtest-record.ts';
import { BacktestRequest, readBacktestRequest } from './backtest-request.ts';
import type { BacktestService } from './backtest-service.ts';

/** Seconds after which a full queue may have room: a backtest of the bundled bars takes about one. */
const retryAfterSeconds = 2;

/** `/api/backtests`: starts, lists, shows and cancels backtests of the caller's accounts. */
export const backtestRoutes = (service: BacktestService): RoutePlugin => ({
  prefix: '/api/backtests',
  register(scope) {
    addStart(scope, service);
    addReads(scope, service);
    addCancel(scope, service);
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
      const record = orTellWhen(
        () => void reply.header('retry-after', retryAfterSeconds),
        () => service.submit(body, account),
      );
      void reply.header('location', `/api/backtests/${record.job.backtestId}`);
      return reply.code(202).send(answerOf(record, 'listed'));
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
      const visible = service.list().filter(({ job }) => mayUse(caller, job.account));
      return { backtests: visible.map((record) => answerOf(record, 'listed')) };
    },
  );
  scope.get(
    '/:id',
    { schema: { ...described, summary: 'Show a backtest', params: ById, response: { 200: BacktestAnswer } } },
    async (request) => answerOf(findVisible(service, callerOf(request), request.params.id), 'whole'),
  );
};

const addCancel = (scope: HttpScope, service: BacktestService): void => {
  scope.delete(
    '/:id',
    { schema: { ...described, summary: 'Cancel a backtest', params: ById, response: { 202: BacktestAnswer } } },
    async (request, reply) => {
      const record = findVisible(service, callerOf(request), request.params.id);
      service.cancel(record);
      return reply.code(202).send(answerOf(record, 'listed'));
    },
  );
};

/** Takes a backtest in; where there is no room, the answer also says when to come back. */
const orTellWhen = (onFull: () => void, submit: () => BacktestRecord): BacktestRecord => {
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
const findVisible = (service: BacktestService, caller: Caller, backtestId: string): BacktestRecord => {
  const record = service.find(backtestId);
  if (record !== undefined && mayUse(caller, record.job.account)) return record;
  throw new PitwallError('NOT_FOUND', `There is no backtest ${JSON.stringify(backtestId.slice(0, 60))}, or no longer`);
};

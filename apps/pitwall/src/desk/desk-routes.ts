import { operatorWords } from '@pitwall/desk';
import type { AccountStanding, DeskControls, OperatorWord } from '@pitwall/desk';
import { callerOf } from '@pitwall/gateway';
import type { Caller, HttpScope, RoutePlugin } from '@pitwall/gateway';
import { describeFound, PitwallError } from '@pitwall/model';
import type { Kind } from '@pitwall/model';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** `/api/desk`: shows how the desk's accounts stand, and lets an operator turn them, each only who may act for the account. */
export const deskRoutes = (controls: DeskControls): RoutePlugin => ({
  prefix: '/api/desk',
  register(scope) {
    addStandings(scope, controls);
    for (const word of operatorWords) addCommand(scope, controls, word);
  },
});

const described = { tags: ['desk'], security: [{ bearer: [] }] };

const Standing = Type.Object({
  account: Type.String(),
  armed: Type.Boolean({ description: 'Whether anything may be entered as far as operators are concerned.' }),
  risk_status: Type.Enum(['normal', 'soft_pause', 'hard_stop']),
  breaker: Type.Enum(['normal', 'soft', 'hard']),
  entry_objection: Type.Optional(Type.String({ description: 'Why nothing is entered.' })),
  exit_demand: Type.Optional(Type.String({ description: 'Why positions are being closed.' })),
  waiting: Type.Integer({ description: 'Commands that the next bar carries out.' }),
});

const Command = Type.Object(
  {
    account: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'Absent: your first account.' })),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Told to everybody who watches.' })),
  },
  { additionalProperties: false },
);

const command = Compile(Command);

const summaries: Readonly<Record<OperatorWord, string>> = {
  arm: 'Let an account enter positions again',
  disarm: 'Let an account enter nothing; what it holds may be left',
  flatten: 'Close every position of an account, and disarm it',
  reset: 'End the cooldown of an account’s circuit breaker',
};

/** The kind of fact that a command brings about, which a credential must be able to publish. */
const kindOf: Readonly<Record<OperatorWord, Kind>> = {
  arm: 'master-arm',
  disarm: 'master-arm',
  flatten: 'flatten',
  reset: 'circuit-breaker',
};

const addStandings = (scope: HttpScope, controls: DeskControls): void => {
  const List = Type.Object({ accounts: Type.Array(Standing) });
  scope.get(
    '/',
    { schema: { ...described, summary: 'Show how the desk’s accounts stand', response: { 200: List } } },
    async (request) => {
      const caller = callerOf(request);
      return {
        accounts: controls
          .standings()
          .filter(({ account }) => mayUse(caller, account))
          .map(answerOf),
      };
    },
  );
};

const addCommand = (scope: HttpScope, controls: DeskControls, word: OperatorWord): void => {
  scope.post(
    `/${word}`,
    {
      // The body is checked by hand, for words that a person understands; the schema describes it.
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: { ...described, summary: summaries[word], body: Command, response: { 202: Standing } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { account = caller.defaultAccount, reason = 'no reason given' } = readCommand(request.body);
      if (!mayUse(caller, account)) throw new PitwallError('FORBIDDEN_ACCOUNT', 'The account is none of yours');
      if (caller.kinds !== '*' && !caller.kinds.includes(kindOf[word])) {
        throw new PitwallError(
          'FORBIDDEN_KIND',
          `Your credential may not publish ${kindOf[word]}, so it may not ${word}`,
        );
      }
      controls.order({ account, word, operatorId: caller.name, reason });
      const standing = controls.standings().find((other) => other.account === account);
      if (standing === undefined) throw new PitwallError('NOT_FOUND', 'The desk has no such account');
      return reply.code(202).send(answerOf(standing));
    },
  );
};

const readCommand = (body: unknown): { readonly account?: string; readonly reason?: string } => {
  if (body === undefined || body === null) return {};
  if (command.Check(body)) return body;
  const [first] = command.Errors(body);
  const path = first?.instancePath ?? '';
  const expected = 'an object of account and reason, each a text or absent';
  const problem = { path, found: describeFound(body), expected };
  throw new PitwallError('INVALID_REQUEST', `${path || 'The body'} is wrong, expected ${expected}`, {
    problems: [problem],
  });
};

const mayUse = ({ accounts }: Caller, account: string): boolean => accounts === '*' || accounts.includes(account);

const answerOf = (standing: AccountStanding) => {
  const { account, armed, riskStatus, breaker, entryObjection, exitDemand, waiting } = standing;
  return {
    account,
    armed,
    risk_status: riskStatus,
    breaker,
    ...(entryObjection === undefined ? {} : { entry_objection: entryObjection }),
    ...(exitDemand === undefined ? {} : { exit_demand: exitDemand }),
    waiting,
  };
};

import { strategyTable } from '@pitwall/desk';
import type { StrategyDefinition, StrategyFactory } from '@pitwall/desk';
import { describeFound, PitwallError } from '@pitwall/model';
import type { JsonObject } from '@pitwall/model';
import { didYouMean } from '../configuration/suggest.ts';
import { defaultStrategy } from './backtest-request.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { isModuleName } from './strategy-files.ts';

/** A built-in strategy with the options that were asked for. */
export interface BuiltIn {
  readonly definition: StrategyDefinition;
  readonly make: StrategyFactory;
}

/** The built-in strategy that a request asks for; absent when it asks for a module. Throws `INVALID_REQUEST`. */
export const builtInOf = (request: BacktestRequest): BuiltIn | undefined => {
  const name = request.strategy ?? defaultStrategy;
  const definition = strategyTable.find((known) => known.name === name);
  if (definition !== undefined) return { definition, make: makeWith(definition, optionsOf(request)) };
  if (isModuleName(name)) return undefined;
  const names = strategyTable.map((known) => known.name);
  const expected = `one of ${names.join(', ')}, or the name of a module such as mine.mjs${didYouMean(name, names)}`;
  throw invalid('/strategy', name, expected);
};

/** Options of the strategy by name; `fast` and `slow` are short for those of the default one. */
export const optionsOf = ({ strategy = defaultStrategy, options = {}, fast, slow }: BacktestRequest): JsonObject =>
  strategy === defaultStrategy
    ? {
        ...(fast === undefined ? {} : { fastBars: fast }),
        ...(slow === undefined ? {} : { slowBars: slow }),
        ...options,
      }
    : options;

const makeWith = (definition: StrategyDefinition, options: JsonObject): StrategyFactory => {
  try {
    return definition.make(options);
  } catch (thrown) {
    if (!(thrown instanceof PitwallError) || thrown.code !== 'INVALID_OPTION') throw thrown;
    throw invalid('/options', options, `options that work: ${thrown.message}`);
  }
};

/** A refusal of one field. */
export const invalid = (path: string, found: unknown, expected: string): PitwallError => {
  const problem = { path, found: found === undefined ? 'absent' : describeFound(found), expected };
  const message = `${path} is ${problem.found}, expected ${expected}`;
  return new PitwallError('INVALID_REQUEST', message, { problems: [problem] });
};

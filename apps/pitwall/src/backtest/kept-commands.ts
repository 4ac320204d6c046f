import { Command } from 'commander';
import { apiAddress, defaultUrl } from '../api/api-client.ts';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';
import { tokenFileOption, tokenFrom, tokenOption } from '../api/token-flags.ts';
import type { TokenFlags } from '../api/token-flags.ts';
import { hasEnded } from '../backtests/backtest-answer.ts';
import type { BacktestAnswer } from '../backtests/backtest-answer.ts';
import { strategyList } from '../backtests/strategy-list.ts';
import { CommandError } from '../exit-codes.ts';
import type { ExitName } from '../exit-codes.ts';
import type { Finish } from '../finish.ts';
import { jsonLine, plainLine, plainLines } from '../terminal/figures.ts';
import { cancelBacktest, deleteBacktest, listBacktests, showBacktest } from './backtest-api.ts';
import type { BacktestParts } from './backtest-parts.ts';
import { addOutputFlags, writeOutputs } from './output-files.ts';
import type { OutputFlags } from './output-files.ts';
import { listTable, resultTable } from './result-table.ts';
import { strategyHelp } from './strategy-help.ts';

interface GatewayFlags extends TokenFlags {
  readonly url?: string;
  readonly json?: true | string;
}

/** Commands about the backtests that a gateway keeps, and the strategies that there are. */
export const keptCommands = (parts: BacktestParts, finish: Finish): readonly Command[] => [
  listCommand(parts, finish),
  showCommand(parts, finish),
  exportCommand(parts, finish),
  cancelCommand(parts, finish),
  deleteCommand(parts, finish),
  strategiesCommand(parts, finish),
];

const withAddress = (command: Command): Command =>
  command
    .option('--url <url>', `gateway (variable PITWALL_URL, default ${defaultUrl})`)
    .addOption(tokenFileOption())
    .addOption(tokenOption());

const withJson = (command: Command): Command => withAddress(command).option('--json', 'the gateway’s answer as JSON');

const listCommand = (parts: BacktestParts, finish: Finish): Command =>
  withJson(new Command('list'))
    .summary('list a gateway’s backtests, the newest first')
    .action((flags: GatewayFlags) =>
      finish(async () => {
        const backtests = await listBacktests(addressFrom(flags, parts), apiParts(parts));
        const { terminal } = parts;
        if (flags.json === true) terminal.say(jsonLine(JSON.stringify(backtests)));
        else terminal.say(backtests.length === 0 ? 'No backtests yet' : listTable(backtests, terminal.colors));
        return 'OK';
      }),
    );

const showCommand = (parts: BacktestParts, finish: Finish): Command =>
  withJson(new Command('show'))
    .summary('show a backtest and its results')
    .argument('<id>', 'id of the backtest')
    .action((backtestId: string, flags: GatewayFlags) =>
      finish(async () => {
        const backtest = await showBacktest(addressFrom(flags, parts), backtestId, apiParts(parts));
        if (flags.json === true) return said(jsonLine(JSON.stringify(backtest)), parts);
        return said(shown(backtest, parts), parts);
      }),
    );

const shown = (backtest: BacktestAnswer, { terminal }: BacktestParts): string => {
  if (backtest.status === 'complete') return resultTable(backtest, terminal.colors);
  const { status, error, error_details: details } = backtest;
  const lines = [`The backtest is ${status}`, ...(error === undefined ? [] : [plainLine(error)])];
  return [...lines, ...(details === undefined ? [] : [plainLines(details)])].join('\n');
};

const exportCommand = (parts: BacktestParts, finish: Finish): Command =>
  addOutputFlags(withAddress(new Command('export')))
    .summary('write a backtest as JSON, CSV or an HTML report')
    .argument('<id>', 'id of the backtest')
    .action((backtestId: string, flags: GatewayFlags & OutputFlags) =>
      finish(async () => {
        const { json, csv, html } = flags;
        if ((json ?? csv ?? html) === undefined)
          throw new CommandError('USAGE', 'As what? Give --json, --csv or --html');
        const backtest = await showBacktest(addressFrom(flags, parts), backtestId, apiParts(parts));
        writeOutputs(backtest, flags, parts.terminal);
        return 'OK';
      }),
    );

const cancelCommand = (parts: BacktestParts, finish: Finish): Command =>
  withJson(new Command('cancel'))
    .summary('cancel a backtest')
    .argument('<id>', 'id of the backtest')
    .action((backtestId: string, flags: GatewayFlags) =>
      finish(async () => {
        const backtest = await cancelBacktest(addressFrom(flags, parts), backtestId, apiParts(parts));
        if (flags.json === true) return said(jsonLine(JSON.stringify(backtest)), parts);
        return said(
          hasEnded(backtest) ? `The backtest is ${backtest.status}` : 'The backtest is being cancelled',
          parts,
        );
      }),
    );

const deleteCommand = (parts: BacktestParts, finish: Finish): Command =>
  withAddress(new Command('delete'))
    .summary('delete a backtest that has ended, with its results')
    .argument('<id>', 'id of the backtest')
    .action((backtestId: string, flags: GatewayFlags) =>
      finish(async () => {
        await deleteBacktest(addressFrom(flags, parts), backtestId, apiParts(parts));
        return said('The backtest is deleted', parts);
      }),
    );

const strategiesCommand = (parts: BacktestParts, finish: Finish): Command =>
  new Command('strategies')
    .summary('list the strategies that are built in, with their options')
    .option('--json', 'as JSON, with a schema of the options')
    .action(({ json }: GatewayFlags) =>
      finish(async () => {
        return said(json === true ? JSON.stringify(strategyList()) : strategyHelp(), parts);
      }),
    );

const said = (text: string, { terminal }: BacktestParts): ExitName => {
  terminal.say(text);
  return 'OK';
};

const addressFrom = (flags: GatewayFlags, { environment }: BacktestParts): ApiAddress =>
  apiAddress(flags.url ?? environment['PITWALL_URL'] ?? defaultUrl, tokenFrom(flags, environment));

const apiParts = ({ random, terminal }: BacktestParts): ApiParts => ({
  random,
  onRetry: (reason, waitMs) => terminal.note(`${reason}; next attempt in ${(waitMs / 1000).toFixed(1)} s`),
});

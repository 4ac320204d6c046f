import { Command } from 'commander';
import { apiAddress, defaultUrl } from '../api/api-client.ts';
import type { ApiAddress } from '../api/api-client.ts';
import { tokenFileOption, tokenFrom, tokenOption } from '../api/token-flags.ts';
import type { TokenFlags } from '../api/token-flags.ts';
import { didYouMean } from '../configuration/suggest.ts';
import { CommandError } from '../exit-codes.ts';
import type { Finish } from '../finish.ts';
import type { BacktestParts } from './backtest-parts.ts';
import { keptCommands } from './kept-commands.ts';
import { addOutputFlags, variantFor } from './output-files.ts';
import type { OutputFlags } from './output-files.ts';
import { addRequestFlags, requestOf } from './request-flags.ts';
import type { RequestFlags } from './request-flags.ts';
import { runBacktest } from './run-backtest.ts';
import { strategyHelp } from './strategy-help.ts';

interface AddressFlags extends TokenFlags {
  readonly url?: string;
}

/** `pitwall backtest`: runs backtests here or in a gateway, and shows, exports, cancels and deletes those of a gateway. */
export const backtestCommand = (parts: BacktestParts, finish: Finish): Command => {
  const command = new Command('backtest')
    .summary('run backtests here or in a gateway')
    .description('Runs backtests on this machine, or in a gateway, where quantmind consoles see them too.')
    .addCommand(runCommand(parts, finish), { isDefault: true });
  for (const kept of keptCommands(parts, finish)) command.addCommand(kept);
  return command;
};

const runCommand = (parts: BacktestParts, finish: Finish): Command => {
  const command = new Command('run')
    .summary('run a backtest and show its results (also without the word run)')
    .description('Runs a backtest, shows its progress and its results. Ctrl-C cancels it.')
    // What stands here is most likely a misspelt command, and is told so.
    .allowExcessArguments()
    .option('--url <url>', 'a gateway that runs it (or the variable PITWALL_URL); without one it runs here')
    .addOption(tokenFileOption())
    .addOption(tokenOption())
    .option('--log', 'show the backtest’s log');
  return addRequestFlags(addOutputFlags(command))
    .addHelpText('after', () => `\n${strategyHelp()}\n${runExamples}`)
    .action((flags: AddressFlags & OutputFlags & RequestFlags & { readonly log?: true }, { args }: Command) =>
      finish(() => {
        refuseWords(args);
        const body = { ...requestOf(flags), ...variantOf(flags) };
        const { json, csv, html, log } = flags;
        const outputs = { ...(json && { json }), ...(csv && { csv }), ...(html && { html }) };
        const address = addressFrom(flags, parts);
        const where = address === undefined ? {} : { address };
        return runBacktest({ ...where, body, outputs, showLog: log === true }, parts);
      }),
    );
};

const variantOf = (flags: OutputFlags & RequestFlags): { readonly variant?: string } => {
  const variant = variantFor(flags['variant'], flags);
  return variant === undefined ? {} : { variant };
};

const refuseWords = ([word]: readonly string[]): void => {
  if (word === undefined) return;
  const known = ['run', 'list', 'show', 'export', 'cancel', 'delete', 'strategies'];
  const advice = didYouMean(word, known) || '. "pitwall backtest --help" lists them';
  throw new CommandError('USAGE', `There is no command "backtest ${word}"${advice}`);
};

/** The gateway that was named; none for this machine. */
const addressFrom = (flags: AddressFlags, { environment }: BacktestParts): ApiAddress | undefined => {
  const url = flags.url ?? environment['PITWALL_URL'];
  return url === undefined || url === '' ? undefined : apiAddress(url, tokenFrom(flags, environment));
};

const runExamples = `
Examples:
  pitwall backtest
  pitwall backtest --fast 20 --slow 100 --start-date 2010-01-01 --html report.html
  pitwall backtest --data EURUSD_H1.csv --strategy donchian-breakout --option entryBars=55 --variant spiced_full
  pitwall backtest --data spot.csv --perp-data perp.csv --funding funding.csv --strategy cash-and-carry --csv trades.csv
  pitwall backtest --strategy ./mine.mjs --option fallingCloses=4 --seed 7 --json > result.json
  pitwall backtest --url ${defaultUrl} --variant vanilla_full

Exit codes: 0 complete, 1 failed, 2 wrong usage, 69 not reachable, 77 token refused, 130 cancelled with Ctrl-C.`;

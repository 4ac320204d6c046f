import { Command } from 'commander';
import { apiAddress, defaultUrl } from '../api/api-client.ts';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';
import { tokenFileOption, tokenFrom, tokenOption } from '../api/token-flags.ts';
import type { TokenFlags } from '../api/token-flags.ts';
import type { CommandParts } from '../command-parts.ts';
import type { Finish } from '../finish.ts';
import { jsonLine } from '../terminal/figures.ts';
import { textOf } from '../terminal/json-fields.ts';
import { cancelBacktest, listBacktests } from './backtest-api.ts';
import { runBacktest } from './run-backtest.ts';
import { listTable } from './result-table.ts';
import { backtestBody } from './backtest-body.ts';
import type { BacktestFlags } from './backtest-body.ts';

type Parts = CommandParts & { readonly stderr: NodeJS.WritableStream };

interface AddressFlags extends TokenFlags {
  readonly url?: string;
  readonly json?: true;
}

/** `pitwall backtest`: runs, lists and cancels backtests in a gateway. */
export const backtestCommand = (parts: Parts, finish: Finish): Command =>
  new Command('backtest')
    .summary('run backtests in a gateway')
    .description('Runs backtests in a gateway, where quantmind consoles see them too.')
    .addCommand(runCommand(parts, finish))
    .addCommand(listCommand(parts, finish))
    .addCommand(cancelCommand(parts, finish));

const withAddress = (command: Command): Command =>
  command
    .option('--url <url>', `gateway (variable PITWALL_URL, default ${defaultUrl})`)
    .addOption(tokenFileOption())
    .addOption(tokenOption())
    .option('--json', 'the gateway’s answer as JSON');

const runCommand = (parts: Parts, finish: Finish): Command =>
  withAddress(new Command('run'))
    .summary('start a backtest and follow it')
    .description('Starts a backtest, shows its progress and its results. Ctrl-C cancels it.')
    .option('--data <name>', 'a file of the gateway’s data directory; without it the bundled S&P 500 days')
    .option('--variant <name>', 'vanilla, or vanilla_full with equity curve and trades in --json')
    .option('--symbol <name>', 'symbol of the bars')
    .option('--timeframe <name>', 'length of the bars, such as D1; longer ones than the file’s are made of those')
    .option('--start-date <day>', 'first day, YYYY-MM-DD')
    .option('--end-date <day>', 'last day, YYYY-MM-DD')
    .option('--initial-balance <amount>', 'cash at the beginning')
    .option('--fast <bars>', 'bars of the fast moving average')
    .option('--slow <bars>', 'bars of the slow moving average')
    .option('--fee <ratio>', 'fee as a part of a fill’s notional, such as 0.0001')
    .option('--slippage-bps <points>', 'how much worse than the quote a fill is, in basis points')
    .option('--account <name>', 'account that sees it')
    .option('--log', 'show the backtest’s log')
    .addHelpText('after', runExamples)
    .action((flags: AddressFlags & BacktestFlags & { readonly log?: true }) =>
      finish(() =>
        runBacktest(
          {
            address: addressFrom(flags, parts),
            body: backtestBody(flags),
            json: flags.json === true,
            showLog: flags.log === true,
          },
          parts,
        ),
      ),
    );

const listCommand = (parts: Parts, finish: Finish): Command =>
  withAddress(new Command('list'))
    .summary('list backtests, the newest first')
    .action((flags: AddressFlags) =>
      finish(async () => {
        const address = addressFrom(flags, parts);
        const backtests = await listBacktests(address, apiParts(parts));
        const { terminal } = parts;
        if (flags.json === true) terminal.say(jsonLine(JSON.stringify(backtests)));
        else terminal.say(backtests.length === 0 ? 'No backtests yet' : listTable(backtests, terminal.colors));
        return 'OK';
      }),
    );

const cancelCommand = (parts: Parts, finish: Finish): Command =>
  withAddress(new Command('cancel'))
    .summary('cancel a backtest')
    .argument('<id>', 'id of the backtest')
    .action((backtestId: string, flags: AddressFlags) =>
      finish(async () => {
        const backtest = await cancelBacktest(addressFrom(flags, parts), backtestId, apiParts(parts));
        const status = textOf(backtest['status']);
        const over = ['complete', 'failed', 'cancelled'].includes(status);
        if (flags.json === true) parts.terminal.say(jsonLine(JSON.stringify(backtest)));
        else parts.terminal.say(over ? `The backtest is ${status}` : 'The backtest is being cancelled');
        return 'OK';
      }),
    );

const addressFrom = (flags: AddressFlags, { environment }: Parts): ApiAddress =>
  apiAddress(flags.url ?? environment['PITWALL_URL'] ?? defaultUrl, tokenFrom(flags, environment));

const apiParts = ({ random, terminal }: Parts): ApiParts => ({
  random,
  onRetry: (reason, waitMs) => terminal.note(`${reason}; next attempt in ${(waitMs / 1000).toFixed(1)} s`),
});

const runExamples = `
Examples:
  pitwall backtest run
  pitwall backtest run --fast 20 --slow 100 --start-date 2010-01-01
  pitwall backtest run --variant vanilla_full --json > result.json

Exit codes: 0 complete, 1 failed, 2 wrong usage, 69 not reachable, 77 token refused, 130 cancelled with Ctrl-C.`;

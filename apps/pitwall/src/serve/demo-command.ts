import { perpSymbolOf, secondAccountOf } from '@pitwall/desk';
import { Command } from 'commander';
import type { Logger } from 'pino';
import { demoOptionTable } from '../configuration/app-options.ts';
import type { DemoOptions } from '../configuration/app-options.ts';
import { loadOptions } from '../configuration/load-options.ts';
import { addOptionFlags } from '../configuration/option-flags.ts';
import type { CommandParts } from '../command-parts.ts';
import { describeBars } from '../desk/load-bars.ts';
import type { LoadedBars } from '../desk/load-bars.ts';
import type { LoadedPerp } from '../desk/load-perp.ts';
import type { Finish } from '../finish.ts';
import { announcementLines } from './announcement.ts';
import { daemonLogger } from './daemon-logger.ts';
import { runDaemon } from './run-daemon.ts';
import type { FaultSource } from './run-daemon.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/** `pitwall demo`: the gateway with the paper desk, which is what `npm start` runs. */
export const demoCommand = (parts: CommandParts & { readonly faults: FaultSource }, finish: Finish): Command => {
  const command = new Command('demo')
    .summary('run the gateway with a paper desk that trades real prices')
    .description(
      'Runs the gateway for this machine alone, with a paper desk of four bots on two accounts that trade real prices, so that there is something to watch.',
    )
    .option('--config <file>', 'YAML file with settings (variable PITWALL_CONFIG)')
    .addHelpText('after', examples);
  return addOptionFlags(command, demoOptionTable).action((flags: { readonly [name: string]: string | boolean }) =>
    finish(async () => {
      const { terminal, environment, version } = parts;
      const { options, warnings } = loadOptions(demoOptionTable, { flags, environment, defaults: { dev: true } });
      const logger = daemonLogger(options.logLevel, terminal.live);
      const demo = await startDemo(options, { ...parts, logger });
      for (const note of demo.loaded.notes) logger.warn(`${demo.loaded.origin}: ${note}`);
      for (const note of demo.perp?.notes ?? []) logger.warn(note);
      void tellOfDesk(demo, logger);
      const { addresses, log } = demo;
      const announced = { addresses, log, needsToken: !options.dev, desk: deskRows(demo, options) };
      const title = `Pitwall ${version} · demo`;
      for (const line of announcementLines({ title, ...announced }, terminal.colors)) terminal.say(line);
      for (const warning of warnings) logger.warn(warning);
      return runDaemon(demo, { ...parts, logger, drainTimeoutMs: options.drainTimeoutMs });
    }),
  );
};

/** Tells when the desk ends by itself; the gateway goes on without it. */
const tellOfDesk = async (demo: Demo, logger: Logger): Promise<void> => {
  try {
    const how = await demo.deskEnded;
    if (how === 'finished') logger.info('the desk has traded its last bar; the gateway goes on');
  } catch (err) {
    logger.error({ err }, 'the desk failed; the gateway goes on');
  }
};

const deskRows = ({ loaded, perp }: Demo, options: DemoOptions): readonly (readonly [string, string])[] => [
  ['prices', loaded.origin],
  ...(options.data === '' ? [] : [['read as', loaded.readAs] as const]),
  ['bars', `${loaded.instrument.symbol}, ${describeBars(loaded)}`],
  [
    'speed',
    `${options.speed} bars a second, ${options.atEnd === 'loop' ? 'then again from the first' : 'then it stops'}`,
  ],
  [
    'accounts',
    `${options.account} and ${secondAccountOf(options.account)}, ${String(options.initialEquity)} ${loaded.instrument.currency} of paper money each`,
  ],
  [
    options.account,
    `ma-cross: averages of ${options.fastBars} and ${options.slowBars} bars; carry: spot against ${perpWords(loaded, perp)}`,
  ],
  [secondAccountOf(options.account), 'rsi-reversion and donchian-breakout, half of the money each'],
  ['', 'all of them to be watched rather than to earn; `?account=*` behind an address shows both accounts'],
];

const perpWords = ({ instrument }: LoadedBars, loaded: LoadedPerp | undefined): string =>
  loaded === undefined
    ? `${perpSymbolOf(instrument.symbol)}, which is simulated`
    : `${loaded.perp.symbol} (${loaded.readAs})`;

const examples = `
Real prices, simulated trading: nothing is sent to any market.

Examples:
  npm start                                the demo on the pages' own ports and on 8080
  npm start -- --port 9000 --no-legacy-ports
  npm start -- --data my-bars.csv --speed 20
  npm start -- --data btc-spot.csv --perp-data btc-perp.csv --funding btc-funding.csv
  npm start -- --data eurusd-m15.csv --data-time-zone America/New_York+7 --timeframe H1
  pitwall demo --at-end stop --speed 100

Exit codes: 0 drained, 1 could not start, 2 wrong setting, 70 fault, 130 and 143 ended at once by a second signal.`;

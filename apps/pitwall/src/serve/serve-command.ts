import { Command } from 'commander';
import { serveOptionTable } from '../configuration/app-options.ts';
import { loadOptions } from '../configuration/load-options.ts';
import { addOptionFlags } from '../configuration/option-flags.ts';
import type { CommandParts } from '../command-parts.ts';
import { announcementLines } from './announcement.ts';
import { daemonLogger } from './daemon-logger.ts';
import { runDaemon } from './run-daemon.ts';
import type { FaultSource } from './run-daemon.ts';
import { startGateway } from './start-gateway.ts';
import { userDataDirectory } from './user-data-directory.ts';
import type { Finish } from '../finish.ts';

/** `pitwall serve`: the gateway alone. */
export const serveCommand = (parts: CommandParts & { readonly faults: FaultSource }, finish: Finish): Command => {
  const command = new Command('serve')
    .summary('run the gateway alone')
    .description('Runs the gateway: engines publish into it, consoles watch it. Ends with 0 after SIGTERM or Ctrl-C.')
    .option('--config <file>', 'YAML file with settings (variable PITWALL_CONFIG)')
    .addHelpText('after', examples);
  return addOptionFlags(command, serveOptionTable).action((flags: { readonly [name: string]: string | boolean }) =>
    finish(async () => {
      const { terminal, environment, version } = parts;
      const { options, warnings } = loadOptions(serveOptionTable, { flags, environment });
      const logger = daemonLogger(options.logLevel, terminal.live);
      const dataDir = userDataDirectory(environment);
      const service = await startGateway(options, { ...parts, logger, dataDir });
      const title = `Pitwall ${version}`;
      const announced = { title, addresses: service.addresses, log: service.log, needsToken: !options.dev };
      for (const line of announcementLines(announced, terminal.colors)) terminal.say(line);
      for (const warning of warnings) logger.warn(warning);
      return runDaemon(service, { ...parts, logger, drainTimeoutMs: options.drainTimeoutMs });
    }),
  );
};

const examples = `
Settings come from flags, then from variables (--max-lag-ms is PITWALL_MAX_LAG_MS), then from the file, then defaults.

Examples:
  pitwall serve --dev                      publish without a token, on this machine only
  pitwall serve --port 9000 --no-legacy-ports
  pitwall serve --data-dir /var/lib/pitwall
  pitwall serve --memory                   keep nothing on the disk
  PITWALL_PUBLISH_TOKEN=… pitwall serve --config pitwall.yaml

Exit codes: 0 drained, 1 could not start, 2 wrong setting, 70 fault, 130 and 143 ended at once by a second signal.`;

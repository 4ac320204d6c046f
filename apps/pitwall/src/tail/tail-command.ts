import { Command } from 'commander';
import { defaultUrl } from '../api/api-client.ts';
import { tokenFileOption, tokenFrom, tokenOption } from '../api/token-flags.ts';
import type { TokenFlags } from '../api/token-flags.ts';
import type { CommandParts } from '../command-parts.ts';
import { CommandError } from '../exit-codes.ts';
import type { Finish } from '../finish.ts';
import { present } from '../present.ts';
import { askDialect } from './ask-dialect.ts';
import { runTail } from './run-tail.ts';
import type { TailDialect } from './tail-dialect.ts';
import { tailDialects, tailTarget, undecided } from './tail-dialects.ts';
import type { TailTarget } from './tail-dialects.ts';

interface TailFlags extends TokenFlags {
  readonly dialect?: string;
  readonly topics?: string;
  readonly account?: string;
  readonly json?: true;
  readonly resume?: true;
  readonly wait?: true;
}

/** `pitwall tail`: watches a gateway at the terminal. */
export const tailCommand = (parts: CommandParts, finish: Finish): Command =>
  new Command('tail')
    .summary('watch live, one line a message')
    .description(
      'Connects as a console would and shows what comes, until Ctrl-C. A lost connection comes back by itself.',
    )
    .argument('[url]', `address, with or without path (variable PITWALL_URL, default ${defaultUrl})`)
    .option(
      '--dialect <name>',
      `how to talk: ${tailDialects.map(({ name }) => name).join(', ')}; known from most addresses`,
    )
    .option(
      '--topics <list>',
      'only these, separated by commas: message types in titan, topics or channels elsewhere; carry has none',
    )
    .option('--account <name>', 'account to watch')
    .addOption(tokenFileOption())
    .addOption(tokenOption())
    .option('--json', 'the messages as they came, one a line')
    .option('--resume', 'go on after the last message when the connection comes back, so that nothing is missed')
    .option('--wait', 'keep trying when nobody is there yet')
    .addHelpText('after', examples)
    .action((url: string | undefined, flags: TailFlags) =>
      finish(async () => {
        const { environment } = parts;
        const address = url ?? environment['PITWALL_URL'] ?? defaultUrl;
        const topics = (flags.topics ?? '').split(',').map((topic) => topic.trim());
        const token = tokenFrom(flags, environment);
        const target = await targetOf(address, flags.dialect, parts);
        const named = topics.filter((topic) => topic !== '');
        if (named.length > 0) assertTopics(target.dialect);
        return runTail(
          {
            ...target,
            topics: named,
            json: flags.json === true,
            resume: flags.resume === true,
            wait: flags.wait === true,
            ...present({ account: flags.account, token }),
          },
          parts,
        );
      }),
    );

/** Topics that nobody is told of would be a filter that does not filter. */
const assertTopics = ({ name, topicsParameter, subscribe }: TailDialect): void => {
  if (topicsParameter !== undefined || subscribe(['x']).length > 0) return;
  throw new CommandError('USAGE', `${name} has no topics: everything comes by itself. Leave out --topics`);
};

const targetOf = async (address: string, named: string | undefined, parts: CommandParts): Promise<TailTarget> => {
  const url = undecided(address, named);
  const found = url && (await askDialect(url, { random: parts.random, onRetry: () => undefined }));
  if (url === undefined || found === undefined) return tailTarget(address, named);
  url.pathname = found.path;
  return tailTarget(url.href, found.dialect);
};

const examples = `
Examples:
  pitwall tail ws://127.0.0.1:3101/ws/console
  pitwall tail --dialect titan --topics EQUITY_UPDATE,SIGNAL_NOTIFICATION
  pitwall tail 127.0.0.1:8080 --dialect quantmind --topics backtest
  pitwall tail --json | jq 'select(.type == "POSITION_UPDATE")'

Exit codes: 0 ended with Ctrl-C or by the gateway in order, 2 wrong usage, 69 not reachable, 77 refused for good.`;

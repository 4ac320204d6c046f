import { createReadStream } from 'node:fs';
import { Command } from 'commander';
import { apiAddress, defaultUrl } from '../api/api-client.ts';
import { tokenFileOption, tokenFrom, tokenOption } from '../api/token-flags.ts';
import type { TokenFlags } from '../api/token-flags.ts';
import type { CommandParts } from '../command-parts.ts';
import { CommandError } from '../exit-codes.ts';
import type { Finish } from '../finish.ts';
import { present } from '../present.ts';
import { runPublish } from './run-publish.ts';

interface PublishFlags extends TokenFlags {
  readonly url?: string;
  readonly dialect?: string;
  readonly idPrefix?: string;
  readonly source?: string;
}

/** `pitwall publish`: sends events of a file, or of standard input. */
export const publishCommand = (parts: CommandParts & { readonly stdin: NodeJS.ReadStream }, finish: Finish): Command =>
  new Command('publish')
    .summary('publish events from a file or from standard input')
    .description('Publishes NDJSON, a JSON array or one object. Each value is accepted or refused for itself.')
    .argument('[file]', 'file to read; - for standard input', '-')
    .option('--url <url>', `gateway (variable PITWALL_URL, default ${defaultUrl})`)
    .option('--dialect <name>', 'the values are messages of this page, such as titan, not canonical events')
    .addOption(tokenFileOption())
    .addOption(tokenOption())
    .option(
      '--id-prefix <text>',
      'make ids of line numbers, so that sending it again within 10 minutes writes nothing twice',
    )
    .option('--source <name>', 'who the events are from that do not say; it is told to live until the input ends')
    .addHelpText('after', examples)
    .action((file: string, flags: PublishFlags) =>
      finish(async () => {
        const { environment } = parts;
        const url = flags.url ?? environment['PITWALL_URL'] ?? defaultUrl;
        const address = apiAddress(url, tokenFrom(flags, environment));
        const idPrefix = flags.idPrefix === '' ? undefined : flags.idPrefix;
        const named = present({ dialect: flags.dialect, idPrefix, source: flags.source });
        const input = file === '-' ? parts.stdin.setEncoding('utf8') : openFile(file);
        return runPublish(input, { address, ...named }, parts);
      }),
    );

async function* openFile(path: string): AsyncGenerator<string, void> {
  try {
    for await (const chunk of createReadStream(path, 'utf8')) yield String(chunk);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown;
    throw new CommandError('FAILED', `The file cannot be read: ${thrown.message}`, { cause: thrown });
  }
}

const examples = `
Examples:
  echo '{"kind":"log","data":{"level":"info","message":"hello"}}' | pitwall publish
  pitwall publish events.ndjson --id-prefix 2024-01-15/
  pitwall publish --dialect titan titan-messages.json
  my-engine | pitwall publish --source my-engine

Exit codes: 0 all accepted, 1 some refused, 69 not reachable, 77 token or address refused.`;

import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import type { CommandParts } from '../command-parts.ts';
import { serveOptionTable } from '../configuration/app-options.ts';
import { loadOptions } from '../configuration/load-options.ts';
import { CommandError } from '../exit-codes.ts';
import type { Finish } from '../finish.ts';
import { runToken } from './run-token.ts';
import { tokenClaims } from './token-claims.ts';
import type { ClaimFlags } from './token-claims.ts';

interface Flags extends ClaimFlags {
  readonly newSecret?: true;
  readonly json?: true;
  readonly config?: string;
  readonly jwtSecret?: string;
  readonly jwtSecretFile?: string;
}

/** Bytes of a new secret: as many as HS256 needs (RFC 7518 section 3.2). */
const secretBytes = 32;

/** `pitwall token`: mints development tokens, and secrets to mint them with. */
export const tokenCommand = (parts: CommandParts, finish: Finish): Command =>
  new Command('token')
    .summary('mint a token for development')
    .description(
      'Mints a token that a gateway with the same secret takes: for development, where no issuer is at hand. Prints it alone, so that it can be piped.',
    )
    .option('--subject <name>', 'whom the token is for')
    .option('--account <names>', 'accounts that it may see, separated by commas (default: named as the subject)')
    .option('--role <name>', 'admin: may see every account')
    .option('--ttl <time>', 'how long it is good, such as 30s, 15m, 1h or 7d (default 1h)')
    .option('--publish <kinds>', 'what it may publish to its accounts: all, or kinds separated by commas')
    .option('--shared', 'with --publish: kinds that belong to all, such as market, too')
    .option('--json', 'the token with its id and its end as JSON')
    .option('--new-secret', 'print a fresh secret of 256 bits instead')
    .option('--config <file>', 'YAML file with the gateway’s settings (variable PITWALL_CONFIG)')
    .option('--jwt-secret-file <file>', 'file with the secret (or the secret in the variable PITWALL_JWT_SECRET)')
    .addOption(new Command().createOption('--jwt-secret <text>').hideHelp())
    .addHelpText('after', examples)
    .action((flags: Flags) =>
      finish(async () => {
        const { environment, terminal, clock } = parts;
        if (flags.newSecret === true) {
          terminal.say(randomBytes(secretBytes).toString('base64url'));
          return 'OK';
        }
        const claims = tokenClaims(flags);
        const { config, jwtSecret, jwtSecretFile } = flags;
        const { options } = loadOptions(serveOptionTable, { flags: { config, jwtSecret, jwtSecretFile }, environment });
        if (options.jwtSecret === '') {
          throw new CommandError(
            'USAGE',
            'There is no secret to mint with: set the variable PITWALL_JWT_SECRET, or give --jwt-secret-file FILE; "pitwall token --new-secret" makes one',
          );
        }
        return runToken(claims, { options, terminal, clock, json: flags.json === true });
      }),
    );

const examples = `
Examples:
  export PITWALL_JWT_SECRET=$(pitwall token --new-secret)
  pitwall token --subject alice --account main --ttl 1h
  pitwall token --subject ops --role admin
  PITWALL_TOKEN=$(pitwall token --subject engine --account main --publish all --shared) pitwall publish events.ndjson

Exit codes: 0 printed, 2 wrong usage.`;

import { mintToken } from '@pitwall/gateway';
import type { Clock, MintClaims } from '@pitwall/gateway';
import type { ServeOptions } from '../configuration/app-options.ts';
import type { ExitName } from '../exit-codes.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What a token is minted with. */
export interface TokenRun {
  readonly options: ServeOptions;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly json: boolean;
}

/** Mints a token and prints it, alone or as JSON; what one needs to know of it goes to standard error. */
export const runToken = async (claims: MintClaims, run: TokenRun): Promise<ExitName> => {
  const { token, tokenId, expiresAtMs } = await mintToken(run.options, claims, run.clock);
  const expiresAt = new Date(expiresAtMs).toISOString();
  if (run.json) {
    const { subject, admin = false, accounts = admin ? [] : [subject] } = claims;
    run.terminal.say(JSON.stringify({ token, tokenId, subject, accounts, admin, expiresAt }));
    return 'OK';
  }
  run.terminal.say(token);
  run.terminal.note(
    `For ${claims.subject}${claims.admin === true ? ', an admin' : ''}, id ${tokenId}, good until ${expiresAt}`,
  );
  return 'OK';
};

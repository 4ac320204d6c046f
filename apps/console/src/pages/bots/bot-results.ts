import type { FactOf } from '../../data/fact.ts';
import { sumAmounts, toPixelNumber } from '../../format/decimal.ts';

/** What a bot's closing trades came to, one after another. */
export interface BotResults {
  /** Their sum after each of them, as pixels. */
  readonly curve: readonly number[];
  /** The exact sum; undefined when none closed anything. */
  readonly total: string | undefined;
}

const nothing: BotResults = { curve: [], total: undefined };

/** Identity of a bot: accounts may have bots of the same name. */
const botKeyOf = (account: string, botId: string | undefined): string => `${account}/${botId ?? ''}`;

/** Adds up the results of trades bot by bot, exactly; a trade without a result closed nothing. A run of replayed prices begins anew. */
export const resultsByBot = (trades: readonly FactOf<'trade'>[]): ReadonlyMap<string, BotResults> => {
  const growing = new Map<string, { runId: string | undefined; curve: number[]; total: string | undefined }>();
  for (const { account, runId, data } of trades) {
    if (data.pnl === undefined || data.status !== 'filled') continue;
    const key = botKeyOf(account, data.botId);
    const known = growing.get(key);
    const bot = known === undefined || known.runId !== runId ? { runId, curve: [], total: undefined } : known;
    growing.set(key, bot);
    bot.total = sumAmounts(bot.total === undefined ? [data.pnl] : [bot.total, data.pnl]);
    const pixel = bot.total === undefined ? undefined : toPixelNumber(bot.total);
    if (pixel !== undefined) bot.curve.push(pixel);
  }
  return growing;
};

/** The results of one bot. */
export const resultsOf = (results: ReadonlyMap<string, BotResults>, account: string, botId: string): BotResults =>
  results.get(botKeyOf(account, botId)) ?? nothing;

import type { EventDraft, TimeMs } from '@pitwall/model';
import type { Perp } from '../carry/perp.ts';
import type { DeskBot } from '../run/desk-bot.ts';
import type { BarOutcome, DeskRun } from '../run/desk-run.ts';
import { namesOf, type DeskNames } from './bar-events.ts';
import { botEvent, type BotStatus } from './bot-event.ts';
import { createChanges, type Changes } from './changes.ts';
import type { Stamp } from './stamp.ts';

/** Name of the carry bot, for people. */
const carryBotName = (perp: Perp): string => `cash and carry${perp.isSimulated ? ', simulated perpetual' : ''}`;

/** Tells the bots of an account, each when something about it changed. */
export class BotTeller {
  readonly #names: DeskNames;
  readonly #changes: Changes = createChanges();
  readonly #tradedAt = new Map<string, TimeMs>();

  constructor(names: DeskNames) {
    this.#names = names;
  }

  /** When any bot traded last, by the wall clock. */
  get lastTradeAt(): TimeMs | undefined {
    return Math.max(0, ...this.#tradedAt.values()) || undefined;
  }

  /** Takes what came of a bar, to know when each bot traded last. */
  hear({ filled: { trading, carry } }: BarOutcome, now: TimeMs): void {
    for (const { bot, facts } of trading) {
      if (facts.some(({ type }) => type === 'order-filled')) this.#tradedAt.set(bot.botId, now);
    }
    const carryId = this.#names.carry?.pair.botId;
    const hasCarried = carry.some((fact) => fact.type === 'leg-order' && fact.fact.type === 'order-filled');
    if (carryId !== undefined && hasCarried) this.#tradedAt.set(carryId, now);
  }

  /** The bots that are not as they were told before; paused where the account's rules allow no entry. */
  tell(run: DeskRun, stamp: Stamp): readonly EventDraft[] {
    return this.#all(run, run.guard.entryObjection() === undefined ? 'running' : 'paused', stamp);
  }

  /** The bots have stopped. */
  stopped(run: DeskRun, stamp: Stamp): readonly EventDraft[] {
    return this.#all(run, 'stopped', stamp);
  }

  #all(run: DeskRun, status: BotStatus, stamp: Stamp): readonly EventDraft[] {
    const told = run.bots.flatMap((bot) => this.#changes.ifChanged(bot.botId, this.#tradingBot(bot, status, stamp)));
    const { carry } = run;
    if (carry === undefined || this.#names.carry === undefined) return told;
    const { pair } = this.#names.carry;
    const lastTradeAt = this.#tradedAt.get(pair.botId);
    const report = { name: carryBotName(carry.perp), status, results: carry.results(), lastTradeAt };
    const money = { capital: carry.settings.capital, equity: carry.equity };
    return [...told, ...this.#changes.ifChanged(pair.botId, botEvent({ ...report, ...money }, pair, stamp))];
  }

  #tradingBot(bot: DeskBot, status: BotStatus, stamp: Stamp): EventDraft {
    const { name, run } = bot;
    return botEvent(
      {
        name,
        status,
        capital: run.settings.initialEquity,
        equity: run.equity.equity,
        results: run.results(),
        lastTradeAt: this.#tradedAt.get(bot.botId),
      },
      namesOf(bot, this.#names),
      stamp,
    );
  }
}

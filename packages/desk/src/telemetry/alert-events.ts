import type { EventDraft } from '@pitwall/model';
import { createLosingStreak, type LosingStreak } from '../report/losing-streak.ts';
import type { RiskStanding, RiskStatus } from '../risk/risk-watch.ts';
import type { BarOutcome } from '../run/desk-run.ts';
import { riskWords } from './risk-events.ts';
import type { Names, Stamp } from './stamp.ts';

/** Options of what a person is alerted to. */
export interface AlertOptions {
  /**
   * How many losses in a row of one bot are worth an alert; each multiple of it is one more.
   * @default 3
   */
  readonly losingStreakLength?: number;
}

/** Default of {@link AlertOptions.losingStreakLength}. */
export const defaultLosingStreakLength = 3;

/** Tells people what they should look at: limits that were reached or are kept again, stops, and losses in a row. */
export class AlertTeller {
  readonly #streakLength: number;
  readonly #nextId: () => string;
  readonly #streaks = new Map<string, LosingStreak>();

  constructor(options: AlertOptions, nextId: () => string) {
    this.#streakLength = options.losingStreakLength ?? defaultLosingStreakLength;
    this.#nextId = nextId;
  }

  /** The alerts of a bar. */
  tell({ filled, risk, decided }: BarOutcome, bots: Bots, stamp: Stamp): readonly EventDraft[] {
    return [
      ...(risk === undefined ? [] : [this.#alert(ofRisk(risk), undefined, stamp)]),
      ...filled.trading.flatMap((fact) =>
        fact.type === 'position-closed' || fact.type === 'position-liquidated'
          ? this.#losses(fact.closed, bots.trading, stamp)
          : [],
      ),
      ...filled.carry.flatMap((fact) =>
        fact.type === 'pair-closed' && bots.carry !== undefined ? this.#losses(fact.closed, bots.carry, stamp) : [],
      ),
      ...decided.trading.flatMap((fact) =>
        fact.type === 'order-accepted' && fact.order.cause === 'stop' && fact.order.terms.type === 'market'
          ? [this.#alert(ofStop(fact.order.reason, bots.trading), bots.trading, stamp)]
          : [],
      ),
    ];
  }

  #losses({ netPnl }: Closed, bot: Names, stamp: Stamp): readonly EventDraft[] {
    const streak = this.#streaks.get(bot.botId) ?? createLosingStreak();
    this.#streaks.set(bot.botId, streak);
    const losses = streak.record(netPnl);
    if (losses === 0 || losses % this.#streakLength !== 0) return [];
    const message = `Bot ${bot.botId} lost ${losses} round trips of ${bot.symbol} in a row, the last one ${netPnl.toFixed(2)} ${bot.currency}`;
    return [this.#alert({ severity: 'warning', title: 'Losing streak', message }, bot, stamp)];
  }

  #alert(words: Words, bot: Names | undefined, stamp: Stamp): EventDraft {
    return {
      ...stamp,
      kind: 'alert',
      data: {
        alertId: this.#nextId(),
        ...words,
        category: 'risk',
        ...(bot === undefined ? {} : { botId: bot.botId, platform: bot.platform }),
        // Limits, stops and streaks are dealt with by the desk itself.
        actionRequired: false,
        raisedAt: stamp.occurredAt,
      },
    };
  }
}

/** Whom alerts are about. */
interface Bots {
  readonly trading: Names;
  readonly carry: Names | undefined;
}

interface Words {
  readonly severity: 'info' | 'warning' | 'critical';
  readonly title: string;
  readonly message: string;
}

type Closed = { readonly netPnl: Parameters<LosingStreak['record']>[0] };

const riskTitles: Readonly<Record<RiskStatus, Pick<Words, 'severity' | 'title'>>> = {
  normal: { severity: 'info', title: 'Limits are kept again' },
  soft_pause: { severity: 'warning', title: 'Soft pause' },
  hard_stop: { severity: 'critical', title: 'Hard stop' },
};

const ofRisk = (standing: RiskStanding): Words => ({ ...riskTitles[standing.status], message: riskWords(standing) });

const ofStop = (reason: string, { symbol }: Names): Words => ({
  severity: 'warning',
  title: 'Stop reached',
  message: `The position in ${symbol} is closed at the next open: ${reason}`,
});

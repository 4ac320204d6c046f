import type { EventDraft } from '@pitwall/model';
import { createLosingStreak, type LosingStreak } from '../report/losing-streak.ts';
import type { GuardFact } from '../risk/account-guard.ts';
import type { RiskStatus } from '../risk/risk-watch.ts';
import type { BarOutcome } from '../run/desk-run.ts';
import type { RunFact } from '../run/fact.ts';
import { isRoundTrip } from '../run/round-trip.ts';
import { namesOf, type DeskNames } from './bar-events.ts';
import { armWords, breakerWords, flattenWords } from './guard-events.ts';
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

/** Tells people what they should look at: rules of the account that were turned, stops, and losses in a row. */
export class AlertTeller {
  readonly #streakLength: number;
  readonly #nextId: () => string;
  readonly #streaks = new Map<string, LosingStreak>();

  constructor(options: AlertOptions, nextId: () => string) {
    this.#streakLength = options.losingStreakLength ?? defaultLosingStreakLength;
    this.#nextId = nextId;
  }

  /** The alerts of a bar. */
  tell({ filled, guard, decided }: BarOutcome, names: DeskNames, stamp: Stamp): readonly EventDraft[] {
    const pair = names.carry?.pair;
    return [
      ...this.tellOfGuard(guard, stamp),
      ...filled.trading.flatMap(({ bot, facts }) =>
        facts.filter(isRoundTrip).flatMap(({ closed }) => this.#losses(closed, namesOf(bot, names), stamp)),
      ),
      ...filled.carry.filter(isRoundTrip).flatMap(({ closed }) => (pair ? this.#losses(closed, pair, stamp) : [])),
      ...decided.trading.flatMap(({ bot, facts }) =>
        facts.filter(isStop).map(({ order }) => {
          const own = namesOf(bot, names);
          return this.#alert(ofStop(order.reason, own), own, stamp);
        }),
      ),
    ];
  }

  /** The alerts of what the account's rules decided. */
  tellOfGuard(facts: readonly GuardFact[], stamp: Stamp): readonly EventDraft[] {
    return facts.map((fact) => this.#alert(ofGuard(fact), undefined, stamp));
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

/** Whether a stop that is judged at closes was reached. */
const isStop = (fact: RunFact): fact is Extract<RunFact, { readonly type: 'order-accepted' }> =>
  fact.type === 'order-accepted' && fact.order.cause === 'stop' && fact.order.terms.type === 'market';

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

const breakerTitles = {
  normal: { severity: 'info', title: 'Circuit breaker closed' },
  soft: { severity: 'warning', title: 'Circuit breaker, soft' },
  hard: { severity: 'critical', title: 'Circuit breaker, hard' },
} as const;

const ofGuard = (fact: GuardFact): Words => {
  switch (fact.type) {
    case 'risk-changed':
      return { ...riskTitles[fact.standing.status], message: riskWords(fact.standing) };
    case 'breaker-changed':
      return { ...breakerTitles[fact.standing.level], message: breakerWords(fact.standing) };
    case 'arm-changed': {
      const { armed } = fact.change;
      return {
        severity: armed ? 'info' : 'critical',
        title: armed ? 'Armed' : 'Disarmed',
        message: armWords(fact.change),
      };
    }
    case 'flattened':
      return { severity: 'critical', title: 'Emergency flatten', message: flattenWords(fact.report) };
  }
};

const ofStop = (reason: string, { symbol }: Names): Words => ({
  severity: 'warning',
  title: 'Stop reached',
  message: `The position in ${symbol} is closed at the next open: ${reason}`,
});

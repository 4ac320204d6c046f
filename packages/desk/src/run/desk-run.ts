import { exact, type Exact, type TimeMs } from '@pitwall/model';
import { createEquityCurve, type EquityCurve, type EquityPoint } from '../account/equity-curve.ts';
import type { CarryFact } from '../carry/carry-fact.ts';
import { carryTerms, type CarryOptions } from '../carry/carry-options.ts';
import { CarryRun } from '../carry/carry-run.ts';
import type { PerpData } from '../carry/listed-perp.ts';
import { createSharpeRatio, type SharpeRatio } from '../report/sharpe-ratio.ts';
import { createTradeTally, type TradeResults, type TradeTally } from '../report/trade-tally.ts';
import { createRiskWatch, type RiskLimitOptions, type RiskStanding, type RiskWatch } from '../risk/risk-watch.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { RunFact } from './fact.ts';
import type { TradingSettings } from './run-options.ts';
import { TradingRun, type RunParts, type WholeAccount } from './trading-run.ts';

/** What the desk's account is run with. */
export interface DeskRunSettings {
  readonly trading: TradingSettings;
  readonly limits: RiskLimitOptions;
  /** The cash-and-carry bot; absent: the strategy has the whole account. */
  readonly carry: CarryOptions | undefined;
  /** Bars and funding of the perpetual that the carry bot trades; absent: it is simulated. */
  readonly perp?: PerpData | undefined;
}

/** Facts of the desk's bots. */
export interface BotFacts {
  readonly trading: readonly RunFact[];
  readonly carry: readonly CarryFact[];
}

/** What came of a bar. */
export interface BarOutcome {
  /** At its open; at the end of a run all that ended it. */
  readonly filled: BotFacts;
  /** Where the account stands to its limits, if that changed at the close. */
  readonly risk: RiskStanding | undefined;
  /** At its close, after the account was valued; nothing at the end of a run. */
  readonly decided: BotFacts;
}

/**
 * One run of the desk: an account whose money is split among its bots for the whole of the run. At each close
 * `equity = cash of all bots + value of all positions`, which the curve, the phases and the limits are about.
 */
export class DeskRun {
  readonly runId: string;
  readonly initialEquity: Exact;
  /** The strategy's part. */
  readonly trading: TradingRun;
  /** The cash-and-carry bot's part, if it has one. */
  readonly carry: CarryRun | undefined;
  readonly #curve: EquityCurve;
  readonly #sharpe: SharpeRatio;
  readonly #tally: TradeTally = createTradeTally();
  readonly #risk: RiskWatch;
  #riskChange: RiskStanding | undefined;

  constructor({ trading, limits, carry, perp }: DeskRunSettings, parts: RunParts) {
    this.runId = parts.runId;
    this.initialEquity = trading.initialEquity;
    this.#curve = createEquityCurve(trading.initialEquity);
    this.#sharpe = createSharpeRatio(trading.initialEquity, trading.sharpe);
    this.#risk = createRiskWatch(limits);
    const whole: WholeAccount = {
      initialEquity: trading.initialEquity,
      mark: (own, time) => this.#mark(own, time),
      entryObjection: () => this.#objection(),
      exitDemand: () => (this.risk.status === 'hard_stop' ? this.#objection() : undefined),
    };
    const terms = carry === undefined ? undefined : carryTerms(carry);
    const capital = terms === undefined ? exact(0) : trading.initialEquity.times(terms.capitalRatio);
    const rest = { ...trading, initialEquity: trading.initialEquity.minus(capital) };
    this.trading = new TradingRun(rest, { ...parts, whole });
    if (terms === undefined) return;
    this.carry = new CarryRun({ terms, capital, trading, perp }, { ...parts, limits: whole });
  }

  /** Where the account stands since the last bar's close. */
  get equity(): EquityPoint {
    return this.#curve.last;
  }

  /** Where the account stands to its limits since the last bar's close. */
  get risk(): RiskStanding {
    return this.#risk.standing;
  }

  /** Money of all bots. */
  get cash(): Exact {
    return this.trading.account.cash.plus(this.carry?.book.cash ?? 0);
  }

  /** What may still be bought with: the strategy's `equity × maxLeverage − exposure`, and the carry bot's cash less its margin. */
  get buyingPower(): Exact {
    const { equity, phase, exposure } = this.trading;
    const spare = equity.equity.times(exact(phase.maxLeverage)).minus(exposure);
    const free = this.carry === undefined ? exact(0) : this.carry.book.cash.minus(this.carry.book.margin);
    return atLeastZero(spare).plus(atLeastZero(free));
  }

  /** Value of all positions at the last close; a perpetual is worth its unrealised P&L. */
  get positionsValue(): Exact {
    const prices = this.carry?.prices;
    return prices === undefined || this.carry === undefined
      ? this.trading.positionsValue
      : this.trading.positionsValue.plus(this.carry.book.valueAt(prices));
  }

  /** Notional of all positions and legs at the last close. */
  get exposure(): Exact {
    const prices = this.carry?.prices;
    const own = this.trading.exposure;
    return prices === undefined || this.carry === undefined ? own : own.plus(this.carry.book.exposureAt(prices));
  }

  /** Round trips of all bots. */
  results(): TradeResults {
    return this.#tally.results();
  }

  sharpeRatio(): number | undefined {
    return this.#sharpe.value();
  }

  /** Lets the bots hear a bar without trading. */
  warmUp(bar: BarView): void {
    this.trading.warmUp([bar]);
    this.carry?.warmUp(bar);
  }

  /** Trades a bar: fills are made within it, all decisions at its close, when the whole account has been valued. */
  onBar(bar: BarView): BarOutcome {
    this.#riskChange = undefined;
    const bars = [bar];
    const filled = { trading: this.trading.onFills(bars), carry: this.carry?.onBar(bar) ?? [] };
    const trading = this.trading.onClose(bars);
    const decided = { trading, carry: this.carry?.decide() ?? [] };
    return this.#outcome(filled, decided);
  }

  /** Ends the run: every position is closed at the last close. */
  finish(): BarOutcome {
    this.#riskChange = undefined;
    const carry = this.carry?.finish() ?? [];
    return this.#outcome({ trading: this.trading.finish(), carry }, { trading: [], carry: [] });
  }

  #outcome(filled: BotFacts, decided: BotFacts): BarOutcome {
    for (const fact of [...filled.trading, ...filled.carry]) {
      if (isRoundTrip(fact)) this.#tally.record(fact.closed.netPnl);
    }
    return { filled, decided, risk: this.#riskChange };
  }

  #mark(own: Exact, time: TimeMs): Exact {
    const equity = own.plus(this.carry?.equity ?? 0);
    this.#sharpe.mark(equity, time);
    this.#riskChange = this.#risk.observe(this.#curve.mark(equity, time)) ?? this.#riskChange;
    return equity;
  }

  #objection(): string | undefined {
    const { status, reason } = this.risk;
    return reason === undefined ? undefined : `${status === 'hard_stop' ? 'hard stop' : 'soft pause'}: ${reason}`;
  }
}

const atLeastZero = (amount: Exact): Exact => (amount.isNegative() ? exact(0) : amount);

/** Whether a position or a pair ended with it. */
export const isRoundTrip = <Fact extends RunFact | CarryFact>(
  fact: Fact,
): fact is Extract<Fact, { readonly closed: unknown; readonly type: RoundTripType }> =>
  fact.type === 'position-closed' || fact.type === 'position-liquidated' || fact.type === 'pair-closed';

type RoundTripType = 'position-closed' | 'position-liquidated' | 'pair-closed';

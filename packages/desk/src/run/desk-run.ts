import { exact, type Exact, type TimeMs } from '@pitwall/model';
import { createEquityCurve, type EquityCurve, type EquityPoint } from '../account/equity-curve.ts';
import type { CarryFact } from '../carry/carry-fact.ts';
import { carryTerms, type CarryOptions } from '../carry/carry-options.ts';
import { CarryRun } from '../carry/carry-run.ts';
import type { PairSymbols } from '../carry/pair-book.ts';
import type { PerpData } from '../carry/listed-perp.ts';
import type { SessionCalendar } from '../market/session-calendar.ts';
import { createDailyReturns, type DailyReturns } from '../report/daily-returns.ts';
import { checkTradingDays } from '../report/trading-days.ts';
import { createTradeTally, type TradeResults, type TradeTally } from '../report/trade-tally.ts';
import {
  createAccountGuard,
  type AccountGuard,
  type AccountGuardOptions,
  type GuardFact,
} from '../risk/account-guard.ts';
import type { BarView } from '../strategy/bar-view.ts';
import { shareOut, type BotFacts, type BotPlan, type DeskBot } from './desk-bot.ts';
import type { RunFact } from './fact.ts';
import { isRoundTrip, positionsOf } from './round-trip.ts';
import type { TradingSettings } from './run-options.ts';
import type { RunParts, WholeAccount } from './run-parts.ts';
import { TradingRun } from './trading-run.ts';

/** What an account of the desk is run with. */
export interface DeskRunSettings {
  readonly trading: TradingSettings;
  readonly guard: AccountGuardOptions;
  /** Days of the account's figures and limits; absent: those of UTC. */
  readonly calendar?: SessionCalendar | undefined;
  /** The cash-and-carry bot; absent: the other bots have the whole account. */
  readonly carry: CarryOptions | undefined;
  /** Bars and funding of the perpetual that the carry bot trades; absent: it is simulated. */
  readonly perp?: PerpData | undefined;
}

/** What a run of an account needs. */
export interface DeskRunParts extends Pick<RunParts, 'runId' | 'now' | 'barScale'> {
  /** Its bots besides the one of cash and carry, at least one. */
  readonly bots: readonly [BotPlan, ...BotPlan[]];
}

/** Facts of an account's bots. */
export interface FleetFacts {
  readonly trading: readonly BotFacts[];
  readonly carry: readonly CarryFact[];
}

/** What came of a bar. */
export interface BarOutcome {
  /** At its open; at the end of a run all that ended it. */
  readonly filled: FleetFacts;
  /** What the account's rules decided at the close. */
  readonly guard: readonly GuardFact[];
  /** At its close, after the account was valued; nothing at the end of a run. */
  readonly decided: FleetFacts;
}

/**
 * One run of an account: its money is split among its bots for the whole of the run. At each close
 * `equity = cash of all bots + value of all positions`, which the curve, the phases and the guard are about.
 */
export class DeskRun {
  readonly runId: string;
  readonly initialEquity: Exact;
  /** The bots that trade a strategy, in the order in which they are asked. */
  readonly bots: readonly DeskBot[];
  /** The first bot's part; phases and ids of the account are told by it. */
  readonly trading: TradingRun;
  /** The cash-and-carry bot's part, if it has one. */
  readonly carry: CarryRun | undefined;
  /** Every rule between a decision and the venue, which an operator may turn. */
  readonly guard: AccountGuard;
  readonly #curve: EquityCurve;
  readonly #returns: DailyReturns;
  readonly #tally: TradeTally = createTradeTally();
  #heeded: readonly CarryFact[] = [];
  #lastTime: TimeMs | undefined;

  constructor({ trading, guard, calendar, carry, perp }: DeskRunSettings, { bots, ...parts }: DeskRunParts) {
    const { initialEquity } = trading;
    this.runId = parts.runId;
    this.initialEquity = initialEquity;
    this.#curve = createEquityCurve(initialEquity, calendar);
    const periodsPerYear = checkTradingDays(trading.sharpe);
    this.#returns = createDailyReturns(initialEquity, {
      periodsPerYear,
      ...(calendar === undefined ? {} : { calendar }),
    });
    this.guard = createAccountGuard(guard);
    const whole = this.#whole();
    const terms = carry === undefined ? undefined : carryTerms(carry);
    const capital = terms === undefined ? exact(0) : initialEquity.times(terms.capitalRatio);
    const shares = shareOut(initialEquity, capital, bots);
    const begin = ({ botId, strategy }: BotPlan, index: number): DeskBot => {
      const settings = { ...trading, initialEquity: shares[index] ?? exact(0) };
      const runId = index === 0 ? parts.runId : `${parts.runId}-${botId}`;
      return {
        botId,
        name: strategy.name,
        run: new TradingRun(settings, { ...parts, runId, strategy, whole, calendar }),
      };
    };
    const [first, ...others] = bots;
    const lead = begin(first, 0);
    this.bots = [lead, ...others.map((bot, index) => begin(bot, index + 1))];
    this.trading = lead.run;
    if (terms === undefined) return;
    this.carry = new CarryRun({ terms, capital, trading, perp }, { ...parts, limits: whole });
  }

  /** Where the account stands since the last bar's close. */
  get equity(): EquityPoint {
    return this.#curve.last;
  }

  /** Money of all bots. */
  get cash(): Exact {
    return this.#sum((run) => run.account.cash, this.carry?.book.cash);
  }

  /** What may still be bought with: each strategy's `equity × maxLeverage − exposure`, and the carry bot's cash less its margin. */
  get buyingPower(): Exact {
    const free = this.carry === undefined ? exact(0) : this.carry.book.cash.minus(this.carry.book.margin);
    return this.#sum(
      ({ equity, phase, exposure }) => atLeastZero(equity.equity.times(exact(phase.maxLeverage)).minus(exposure)),
      atLeastZero(free),
    );
  }

  /** Value of all positions at the last close; a perpetual is worth its unrealised P&L. */
  get positionsValue(): Exact {
    const prices = this.carry?.prices;
    return this.#sum((run) => run.positionsValue, prices === undefined ? undefined : this.carry?.book.valueAt(prices));
  }

  /** Notional of all positions and legs at the last close. */
  get exposure(): Exact {
    const prices = this.carry?.prices;
    return this.#sum((run) => run.exposure, prices === undefined ? undefined : this.carry?.book.exposureAt(prices));
  }

  /** Whether nothing is held. */
  get isFlat(): boolean {
    return this.carry?.pair === undefined && this.bots.every(({ run }) => run.positions.length === 0);
  }

  /** How many bars the bots hear before they trade: as many as the slowest of them needs. */
  get warmupBars(): number {
    return Math.max(...this.bots.map(({ run }) => run.warmupBars));
  }

  /** Round trips of all bots. */
  results(): TradeResults {
    return this.#tally.results();
  }

  /** Of daily returns, annualised, with the day in progress as if it ended now; absent where it has no meaning. */
  get sharpeRatio(): number | undefined {
    return this.#returns.figures().sharpe;
  }

  /** Lets the bots hear a bar without trading. */
  warmUp(bar: BarView): void {
    for (const { run } of this.bots) run.warmUp([bar]);
    this.carry?.warmUp(bar);
  }

  /** Has all bots do before the next bar what the guard says now, after an operator turned it. */
  heed(): void {
    for (const { run } of this.bots) run.heed();
    this.#heeded = [...this.#heeded, ...(this.carry?.heed() ?? [])];
  }

  /** Trades a bar: fills are made within it, all decisions at its close, when the whole account has been valued. */
  onBar(bar: BarView): BarOutcome {
    const bars = [bar];
    this.#lastTime = bar.time;
    const trading = this.bots.map((bot) => ({ bot, facts: bot.run.onFills(bars) }));
    const filled = { trading, carry: [...this.#takeHeeded(), ...(this.carry?.onBar(bar) ?? [])] };
    this.#book(filled);
    const guard = this.#value(bar.time);
    const decided = {
      trading: this.bots.map((bot, index) => ({ bot, facts: told(bot.run.onClose(bars), index) })),
      carry: this.carry?.decide() ?? [],
    };
    return { filled, guard, decided };
  }

  /** Ends the run: every position is closed at the last close. */
  finish(): BarOutcome {
    const carry = [...this.#takeHeeded(), ...(this.carry?.finish() ?? [])];
    const trading = this.bots.map((bot, index) => ({ bot, facts: told(bot.run.finish(), index) }));
    const filled = { trading, carry };
    this.#book(filled);
    const guard = this.#lastTime === undefined ? [] : this.#value(this.#lastTime);
    return { filled, guard, decided: { trading: [], carry: [] } };
  }

  #whole(): WholeAccount {
    const curve = this.#curve;
    const { guard } = this;
    return {
      initialEquity: this.initialEquity,
      get equity() {
        return curve.equity;
      },
      get sizeRatio() {
        return guard.sizeRatio;
      },
      entryObjection: () => guard.entryObjection(),
      exitDemand: () => guard.exitDemand(),
    };
  }

  get #pairSymbols(): PairSymbols {
    const { symbol } = this.trading.settings.instrument;
    return { spot: symbol, perp: this.carry?.perp.symbol ?? symbol };
  }

  #takeHeeded(): readonly CarryFact[] {
    const heeded = this.#heeded;
    this.#heeded = [];
    return heeded;
  }

  #book({ trading, carry }: FleetFacts): void {
    for (const fact of [...trading.flatMap(({ facts }) => facts), ...carry]) {
      if (!isRoundTrip(fact)) continue;
      this.#tally.record(fact.closed.netPnl);
      this.guard.closed(fact.closed.netPnl, positionsOf(fact, this.#pairSymbols));
    }
  }

  #value(time: TimeMs): readonly GuardFact[] {
    const equity = this.#sum((run) => run.value, this.carry?.equity);
    this.#returns.mark(equity, time);
    return this.guard.observe(this.#curve.mark(equity, time), time, this.isFlat);
  }

  #sum(of: (run: TradingRun) => Exact, ofCarry: Exact | undefined): Exact {
    return this.bots.reduce((sum, { run }) => sum.plus(of(run)), ofCarry ?? exact(0));
  }
}

/** The account's phases are the same for all of its bots, and told once. */
const told = (facts: readonly RunFact[], index: number): readonly RunFact[] =>
  index === 0 ? facts : facts.filter(({ type }) => type !== 'phase-changed');

const atLeastZero = (amount: Exact): Exact => (amount.isNegative() ? exact(0) : amount);

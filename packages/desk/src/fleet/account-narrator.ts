import type { EventDraft, Exact, TimeMs } from '@pitwall/model';
import type { Bar } from '../market/bar.ts';
import { dateOf } from '../market/calendar.ts';
import type { BarOutcome, DeskRun } from '../run/desk-run.ts';
import { isRoundTrip } from '../run/round-trip.ts';
import type { BarView } from '../strategy/bar-view.ts';
import { equityEvent, firstPhaseEvent, fleetMetricsEvent, performanceEvent } from '../telemetry/account-events.ts';
import { activityOf } from '../telemetry/activity-event.ts';
import { AlertTeller } from '../telemetry/alert-events.ts';
import { carryBalances, tradingBalances } from '../telemetry/balance-events.ts';
import { namesOf, outcomeEvents, positionUpdates, type DeskNames } from '../telemetry/bar-events.ts';
import { BotTeller } from '../telemetry/bot-teller.ts';
import { carryNames } from '../telemetry/carry-events.ts';
import { breakerEvent, guardEvents } from '../telemetry/guard-events.ts';
import { logEvent } from '../telemetry/order-events.ts';
import { riskStatusEvent } from '../telemetry/risk-events.ts';
import { heartbeatEvent } from '../telemetry/signal-events.ts';
import { paperPlatform, type Stamp } from '../telemetry/stamp.ts';
import { armEvent, feedEvent, perpEvent, venueEvent } from '../telemetry/system-events.ts';
import type { FleetAccount } from './account-options.ts';
import type { DeskOrders } from './desk-controls.ts';
import type { FleetSettings } from './fleet-options.ts';
import { carryOut, commandWords } from './operator-command.ts';

/** What a narrator tells of. */
export interface NarratorParts {
  readonly run: DeskRun;
  readonly settings: FleetSettings;
  readonly bars: readonly Bar[];
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** When the desk began, by the wall clock. */
  readonly deskSince: TimeMs;
  readonly controls: DeskOrders | undefined;
}

/** Plays a run of an account and tells it as batches of events; prices and health are told for all accounts at once. */
export class AccountNarrator {
  readonly names: DeskNames;
  readonly #options: FleetAccount;
  readonly #parts: NarratorParts;
  readonly #runSince: TimeMs;
  readonly #alerts: AlertTeller;
  readonly #bots: BotTeller;
  #barsDone = 0;
  /** Absent before the first traded bar: how the desk begins has to do with no bar. */
  #marketTime: TimeMs | undefined;
  #lastHeartbeatAt: TimeMs | undefined;

  constructor(options: FleetAccount, parts: NarratorParts) {
    const { run, settings } = parts;
    const { symbol, currency } = settings.instrument;
    const botId = run.bots[0]?.botId ?? '';
    this.#parts = parts;
    this.#options = options;
    this.names = {
      trading: { symbol, currency, botId, platform: paperPlatform },
      carry: run.carry === undefined ? undefined : carryNames(symbol, currency, run.carry),
    };
    this.#runSince = parts.now();
    this.#alerts = new AlertTeller(options, () => run.trading.nextId('alert'));
    this.#bots = new BotTeller(this.names);
    this.#show();
  }

  get run(): DeskRun {
    return this.#parts.run;
  }

  /** When any bot traded last, and when a strategy gave a sign of life last, by the wall clock. */
  get lastTimes(): { readonly tradeAt: TimeMs | undefined; readonly heartbeatAt: TimeMs | undefined } {
    return { tradeAt: this.#bots.lastTradeAt, heartbeatAt: this.#lastHeartbeatAt };
  }

  /** The perpetual at the last close, where there is one that has a price. */
  get perpQuote(): { readonly symbol: string; readonly price: Exact } | undefined {
    const price = this.run.carry?.perp.closePrice;
    return price === undefined || this.names.carry === undefined
      ? undefined
      : { symbol: this.names.carry.perp.symbol, price };
  }

  /** Begins; without a previous phase it is the desk's first run, which tells the states too. */
  open(previousPhase: string | undefined): readonly EventDraft[] {
    const stamp = this.#stamp();
    const { run, bars } = this.#parts;
    const isFirst = previousPhase === undefined;
    const states = [feedEvent(true, bars, this.names.trading, stamp), ...this.#venues(true, stamp), armEvent(stamp)];
    return [
      ...(isFirst ? states : []),
      logEvent('info', isFirst ? this.#firstWords() : this.#wordsOfReset(), 'run', stamp),
      ...this.#withActivities([firstPhaseEvent(run, previousPhase, stamp), riskStatusEvent(run.guard.risk, stamp)]),
      ...(run.guard.breaker === undefined ? [] : [breakerEvent(run.guard.breaker, stamp)]),
      ...this.#results(stamp),
      ...this.#balances(stamp),
      ...this.#bots.tell(run, stamp),
    ];
  }

  /** Trades a bar, after what an operator wants, and tells what came of both. */
  bar(bar: BarView): readonly EventDraft[] {
    const { run, settings } = this.#parts;
    const ordered = this.#obey();
    this.#marketTime = bar.time;
    this.#barsDone += 1;
    const outcome = run.onBar(bar);
    const stamp = this.#stamp();
    const told = this.#tell(outcome, stamp);
    const { trading, carry } = outcome.filled;
    const hasClosed = [...trading.flatMap(({ facts }) => facts), ...carry].some(isRoundTrip);
    const isResultsDue = this.#isEvery(settings.performanceEveryBars);
    this.#show();
    return [
      ...ordered,
      ...told,
      ...positionUpdates(run, this.names, stamp),
      equityEvent(run, this.names.trading, stamp),
      ...(hasClosed || isResultsDue ? this.#results(stamp) : []),
      ...(told.length > 0 || isResultsDue ? this.#balances(stamp) : []),
      ...(this.#isEvery(settings.heartbeatEveryBars) ? this.#heartbeats(stamp) : []),
      ...this.#bots.tell(run, stamp),
    ];
  }

  /** The bars are at their end: closes the positions. */
  finish(): readonly EventDraft[] {
    const { run } = this.#parts;
    const outcome = run.finish();
    const stamp = this.#stamp();
    return [
      ...this.#tell(outcome, stamp),
      ...(run.trading.lastPrice === undefined ? [] : [equityEvent(run, this.names.trading, stamp)]),
      ...this.#results(stamp),
      ...this.#balances(stamp),
      ...this.#bots.tell(run, stamp),
    ];
  }

  /** The desk stops. */
  close(): readonly EventDraft[] {
    const stamp = this.#stamp();
    const { run, bars } = this.#parts;
    const equity = `${run.equity.equity.toFixed(2)} ${this.names.trading.currency}`;
    return [
      logEvent('info', `Run ${run.runId} ended with equity ${equity}`, 'run', stamp),
      ...this.#bots.stopped(run, stamp),
      feedEvent(false, bars, this.names.trading, stamp),
      ...this.#venues(false, stamp),
    ];
  }

  /** What an operator wants is done before the bar, and told before what it brings about. */
  #obey(): readonly EventDraft[] {
    const { run, controls } = this.#parts;
    const commands = controls?.take(this.#options.account ?? '') ?? [];
    if (commands.length === 0) return [];
    const stamp = this.#stamp();
    const told = commands.flatMap((command) => {
      const facts = carryOut(run.guard, command);
      return [
        logEvent('warning', commandWords(command), 'operator', stamp),
        ...this.#withActivities(guardEvents(facts, stamp)),
        ...this.#alerts.tellOfGuard(facts, stamp),
      ];
    });
    run.heed();
    return told;
  }

  #show(): void {
    const { guard } = this.#parts.run;
    const entryObjection = guard.entryObjection();
    const exitDemand = guard.exitDemand();
    this.#parts.controls?.show({
      account: this.#options.account ?? '',
      armed: guard.isArmed,
      riskStatus: guard.risk.status,
      breaker: guard.breaker?.level ?? 'normal',
      ...(entryObjection === undefined ? {} : { entryObjection }),
      ...(exitDemand === undefined ? {} : { exitDemand }),
    });
  }

  #stamp(): Stamp {
    const { account } = this.#options;
    return {
      source: this.#parts.settings.source,
      occurredAt: this.#parts.now(),
      runId: this.#parts.run.runId,
      ...(this.#marketTime === undefined ? {} : { marketTime: this.#marketTime }),
      ...(account === undefined ? {} : { account }),
    };
  }

  #tell(outcome: BarOutcome, stamp: Stamp): readonly EventDraft[] {
    this.#bots.hear(outcome, stamp.occurredAt);
    const events = outcomeEvents(outcome, this.#parts.run, this.names, stamp);
    return [...this.#withActivities(events), ...this.#alerts.tell(outcome, this.names, stamp)];
  }

  #withActivities(events: readonly EventDraft[]): readonly EventDraft[] {
    const nextId = (): string => this.#parts.run.trading.nextId('activity');
    return events.flatMap((event) => [event, ...activityOf(event, nextId)]);
  }

  #isEvery(bars: number): boolean {
    return this.#barsDone % bars === 0;
  }

  #results(stamp: Stamp): readonly EventDraft[] {
    const { run, deskSince } = this.#parts;
    const totalBots = run.bots.length + (run.carry === undefined ? 0 : 1);
    const activeBots = run.guard.entryObjection() === undefined ? totalBots : 0;
    const fleet = { activeBots, totalBots, deskSince, runSince: this.#runSince };
    return [performanceEvent(run, stamp), fleetMetricsEvent(run, fleet, stamp)];
  }

  #balances(stamp: Stamp): readonly EventDraft[] {
    const { bots, carry } = this.#parts.run;
    const runs = bots.map(({ run }) => run);
    return [
      tradingBalances(runs, this.names.trading, stamp),
      ...(carry === undefined || this.names.carry === undefined
        ? []
        : [carryBalances(carry, this.names.carry.spot, stamp)]),
    ];
  }

  #venues(connected: boolean, stamp: Stamp): readonly EventDraft[] {
    const { carry } = this.#parts.run;
    return [
      venueEvent(connected, stamp),
      ...(carry === undefined || this.names.carry === undefined
        ? []
        : [perpEvent(connected, carry.settings.terms, this.names.carry.perp, stamp)]),
    ];
  }

  #heartbeats(stamp: Stamp): readonly EventDraft[] {
    this.#lastHeartbeatAt = stamp.occurredAt;
    return this.#parts.run.bots.map((bot) =>
      heartbeatEvent(bot.run.nextId('heartbeat'), bot.run.phase.name, namesOf(bot, this.names), stamp),
    );
  }

  #firstWords(): string {
    const { run, bars } = this.#parts;
    const span = `${dateOf(bars[0]?.time ?? 0)} to ${dateOf(bars.at(-1)?.time ?? 0)}`;
    const what = `${bars.length - run.warmupBars} bars of ${this.names.trading.symbol} from ${span}`;
    const who = run.bots.map(({ name }) => name).join(', ');
    return `Run ${run.runId} begins on paper: ${who} over ${what}${this.#wordsOfPerp()}`;
  }

  #wordsOfReset(): string {
    const { run } = this.#parts;
    const equity = `${run.initialEquity.toFixed()} ${this.names.trading.currency}`;
    return `The bars were at their end: run ${run.runId} begins with a fresh account of ${equity}${this.#wordsOfPerp()}`;
  }

  #wordsOfPerp(): string {
    const { carry } = this.names;
    if (carry === undefined || this.#parts.run.carry?.perp.isSimulated !== true) return '';
    return `; prices and funding of ${carry.perp.symbol} are simulated`;
  }
}

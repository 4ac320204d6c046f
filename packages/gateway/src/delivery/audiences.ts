import { sharedAccount } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { countUntranslatable } from '../observe/delivery-stats.ts';
import type { Update } from '../state/update.ts';
import { Audience } from './audience.ts';
import type { AudienceOptions, AudienceParts } from './audience-options.ts';
import { formerOf } from './former-values.ts';
import { nameHearing } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import { leavesOut, viewOf } from './say.ts';
import type { AnyView } from './say.ts';
import { Saying } from './saying.ts';

/** The audiences of one dialect by what they hear: account, then topic. `*` stands for all accounts. */
interface DialectIndex {
  readonly dialect: Dialect;
  readonly byAccount: Map<string, Map<string, Set<Audience>>>;
}

const nobody: ReadonlySet<Audience> = new Set();

/** What an update is about, and what it was about before. */
const topicsOf = (dialect: Dialect, { event }: Update, former: SequencedEvent | undefined): readonly string[] => {
  const topics = dialect.topicsOf(event);
  return former === undefined ? topics : [...topics, ...dialect.topicsOf(former)];
};

const indexedAccounts = (hearing: Hearing): readonly string[] =>
  hearing.accounts === '*' ? ['*'] : [...hearing.accounts, sharedAccount];

/** Finds the audiences that want an update, and makes and dissolves them as readers come and go. */
export class Audiences {
  readonly #options: AudienceOptions;
  readonly #parts: AudienceParts;
  readonly #byName = new Map<string, Audience>();
  readonly #byDialect = new Map<string, DialectIndex>();

  constructor(options: AudienceOptions, parts: AudienceParts) {
    this.#options = options;
    this.#parts = parts;
  }

  get size(): number {
    return this.#byName.size;
  }

  /** The audience of a hearing's name, if it has members. */
  findNamed(name: string): Audience | undefined {
    return this.#byName.get(name);
  }

  /** The audience of a hearing, made at the state's head when it has none. */
  findOrMake(hearing: Hearing, cursorSeq: number): Audience {
    const name = nameHearing(hearing);
    const present = this.#byName.get(name);
    if (present !== undefined) return present;
    const audience = new Audience(this.#options, this.#parts, { hearing, name, cursorSeq });
    this.#byName.set(name, audience);
    this.#eachSet(hearing, (set) => set.add(audience));
    return audience;
  }

  /** Dissolves an audience that has no member left. */
  dissolveIfEmpty(audience: Audience): void {
    if (audience.size > 0 || this.#byName.get(audience.name) !== audience) return;
    this.#byName.delete(audience.name);
    this.#parts.scheduler.forget(audience);
    this.#eachSet(audience.hearing, (set) => set.delete(audience));
  }

  /** Offers an update to every audience that wants it; each dialect encodes it at most once. */
  offer(update: Update): void {
    const nowMs = this.#parts.clock.monotonicMs();
    const former = formerOf(update);
    if (update.alsoEnds.length > 0) this.#settleEnded(update);
    for (const index of this.#byDialect.values()) {
      const view = viewOf(index.dialect, update.event.kind);
      if (view === undefined) continue;
      const topics = view.mode === 'collect' ? [view.topic] : topicsOf(index.dialect, update, former);
      let saying: Saying | undefined;
      let offered = false;
      for (const topic of topics) {
        for (const account of [update.event.account, '*']) {
          for (const audience of index.byAccount.get(account)?.get(topic) ?? nobody) {
            if (audience.lastOffered === update) continue;
            audience.lastOffered = update;
            offered = true;
            if (view.mode === 'collect') audience.offerList(update, view, nowMs);
            else audience.offerEvent(update, (saying ??= new Saying(update, view)), topic, nowMs);
          }
        }
      }
      if (offered && view.mode === 'collect') this.#countLeftOut(update, view, index.dialect);
    }
  }

  /**
   * What an update ends may wait where the update itself is not heard. It is said now: later its readers would be told of what
   * is over as if it were not, and who joins meanwhile, and is given nothing of it, would be told a change of what it lacks.
   */
  #settleEnded({ event, alsoEnds }: Update): void {
    for (const { byAccount } of this.#byDialect.values()) {
      for (const account of [event.account, '*']) {
        const sets = byAccount.get(account)?.values() ?? [];
        for (const audience of new Set([...sets].flatMap((set) => [...set]))) {
          for (const unitId of alsoEnds) audience.settle(unitId);
        }
      }
    }
  }

  /** A list is said without the facts that it has no words for; what ends is no fact to be said. */
  #countLeftOut({ event, rule }: Update, view: AnyView & { mode: 'collect' }, { name }: Dialect): void {
    if (rule.retain === 'set' && leavesOut(view, event)) countUntranslatable(this.#parts.stats, name, event.kind);
  }

  /** Visits the index sets to which a hearing's audience belongs; empty sets are removed. */
  #eachSet(hearing: Hearing, visit: (set: Set<Audience>) => void): void {
    let index = this.#byDialect.get(hearing.dialect.name);
    if (index === undefined) {
      index = { dialect: hearing.dialect, byAccount: new Map() };
      this.#byDialect.set(hearing.dialect.name, index);
    }
    for (const account of indexedAccounts(hearing)) {
      const topics = index.byAccount.get(account) ?? new Map<string, Set<Audience>>();
      index.byAccount.set(account, topics);
      for (const topic of hearing.topics) {
        const set = topics.get(topic) ?? new Set<Audience>();
        visit(set);
        if (set.size > 0) topics.set(topic, set);
        else topics.delete(topic);
      }
      if (topics.size === 0) index.byAccount.delete(account);
    }
  }
}

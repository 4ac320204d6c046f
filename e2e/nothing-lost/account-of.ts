import type { Client, Fact, Filter, SubscribeOptions, Subscription, Update } from '@pitwall/client';
import { updateRuleOf } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import { asksFor, leaves, textOf } from './ledger.ts';
import type { Ledger, Written } from './ledger.ts';

/** A subscription, and all that it told. */
export interface Watched {
  readonly name: string;
  readonly filter: Filter;
  options: SubscribeOptions;
  readonly subscription: Subscription;
  readonly told: Update[];
  /** Where it stood when it was ended. */
  endedAt: string | undefined;
  isOver: boolean;
  /** It stands at a place that its log was cut back before, and was not told yet: how that is called now. */
  undone: ((cursor: string) => string) | undefined;
  /** After how many updates it had to be told of a gap, because its place is no more. */
  readonly owedGapAt: number[];
  /** Why it was ended, though nobody asked for that. */
  refusal?: string;
}

/** Subscribes, and keeps what is told. */
export const watch = (client: Client, name: string, filter: Filter, options: SubscribeOptions): Watched => {
  const told: Update[] = [];
  const subscription = client.subscribe(filter, {
    ...options,
    maxBuffered: 100_000,
    onFact: (fact) => void told.push({ type: 'fact', fact }),
    onGap: (gap) => {
      // The place that it names was undone: another fact may be there by now.
      const since = watched.undone?.(gap.since) ?? gap.since;
      watched.undone = undefined;
      told.push({ type: 'gap', ...gap, since });
    },
    onLive: (live) => void told.push({ type: 'live', ...live }),
    onDropped: (dropped) => void told.push({ type: 'dropped', ...dropped }),
    onEnd: (error) => {
      if (error !== undefined) watched.refusal = error.message;
    },
  });
  const watched: Watched = {
    name,
    filter,
    options,
    subscription,
    told,
    endedAt: undefined,
    isOver: false,
    undone: undefined,
    owedGapAt: [],
  };
  return watched;
};

/** A log was cut back: what was told from beyond the cut is called otherwise from now on. */
export const renamePlaces = (watched: Watched, rename: (cursor: string) => string): void => {
  const { told, subscription } = watched;
  told.forEach((update, at) => {
    if (update.type === 'fact') told[at] = { type: 'fact', fact: { ...update.fact, seq: rename(update.fact.seq) } };
    if (update.type === 'live') told[at] = { ...update, cursor: rename(update.cursor) };
    if (update.type === 'gap') told[at] = { ...update, since: rename(update.since), cursor: rename(update.cursor) };
  });
  if (watched.options.since !== undefined) {
    watched.options = { ...watched.options, since: rename(watched.options.since) };
  }
  if (watched.endedAt !== undefined) watched.endedAt = rename(watched.endedAt);
  const { cursor } = subscription;
  const isUndone = !watched.isOver && cursor !== undefined && rename(cursor) !== cursor;
  watched.undone = isUndone ? rename : undefined;
  if (isUndone) watched.owedGapAt.push(told.length);
};

/** Ends a subscription and notes where it stood. */
export const end = (watched: Watched): void => {
  watched.endedAt = watched.subscription.cursor;
  watched.isOver = true;
  watched.subscription.unsubscribe();
};

const factsOf = (told: readonly Update[]): readonly Fact[] =>
  told.flatMap((update) => (update.type === 'fact' ? [update.fact] : []));

const eventsOf = (told: readonly Update[]): readonly Fact[] => factsOf(told).filter(({ isSnapshot }) => !isSnapshot);

/** What is wrong with what a subscription told up to where it stands, by everything that was written. Nothing, if all is well. */
export const faultsOf = (watched: Watched, ledger: Ledger): readonly string[] => [
  ...(watched.refusal === undefined ? [] : [`was ended: ${watched.refusal}`]),
  ...inventions(watched, ledger),
  ...gapsWithoutNeed(watched, ledger),
  ...missingGaps(watched),
  ...lacks(watched, ledger),
];

/** Whether a fact is one that must arrive. */
const isSure = (fact: Fact): boolean => updateRuleOf(fact as unknown as SequencedEvent).delivery === 'every';

/** Facts that were never written, that were not asked for, or that came twice. */
const inventions = ({ told, filter }: Watched, ledger: Ledger): readonly string[] => {
  const faults: string[] = [];
  const seen = new Set<string>();
  // What may be skipped may wait in the stream that a reader comes to from pages, which told it already.
  const seenSinceLive = new Set<string>();
  for (const update of told) {
    if (update.type === 'live') seenSinceLive.clear();
    if (update.type !== 'fact') continue;
    const { fact } = update;
    const written = ledger.told(fact.seq);
    if (written === undefined) {
      if (!ledger.isPartial || isSure(fact)) faults.push(`${fact.seq} was never written`);
    } else if (textOf(fact.data) !== written.data)
      faults.push(`${fact.seq} is ${textOf(fact.data)}, not as it was written: ${written.data}`);
    else if (!asksFor(filter, written) && (fact.isSnapshot || !leaves(filter, written)))
      faults.push(`${fact.seq} was not asked for`);
    if (fact.isSnapshot) continue;
    const before = written?.mustArrive === false ? seenSinceLive : seen;
    if (before.has(fact.seq)) faults.push(`${fact.seq} came twice`);
    before.add(fact.seq);
  }
  return faults;
};

/** A gap is an excuse; it must be one that the gateway had to make. */
const gapsWithoutNeed = ({ told }: Watched, ledger: Ledger): readonly string[] =>
  told.flatMap((update) =>
    update.type === 'gap' && !ledger.isApart(update.since, update.cursor)
      ? [`a gap from ${update.since} to ${update.cursor} was told (${update.reason}) where the log goes on`]
      : [],
  );

/** Whoever stands at a place that is no more is told so before anything else. */
const missingGaps = ({ told, owedGapAt }: Watched): readonly string[] =>
  owedGapAt.flatMap((at) => {
    const next = told[at];
    return next === undefined || next.type === 'gap' ? [] : [`it was told ${next.type} where its place is no more`];
  });

/** From where on each fact is owed; `undefined` while none is. */
const beginningOf = ({ told, options }: Watched, ledger: Ledger): number | undefined => {
  if (options.since !== undefined) return ledger.at(options.since);
  const live = told.find((update) => update.type === 'live');
  if (live === undefined) return undefined;
  const places = eventsOf(told).flatMap(({ seq }) => ledger.placeOf(seq) ?? []);
  // What may be skipped may also have waited since before.
  const first = places.find((place) => ledger.written[place]?.mustArrive === true);
  return Math.min(ledger.at(live.cursor), first === undefined ? Infinity : first - 1);
};

/** What was told, in short: for whoever looks for what went wrong. */
const storyOf = ({ told }: Watched): string =>
  told
    .map((update) => {
      if (update.type === 'fact') return `${update.fact.isSnapshot ? 'value' : 'event'} ${update.fact.seq}`;
      if (update.type === 'gap') return `gap ${update.since}..${update.cursor}`;
      return update.type === 'live' ? `live ${update.cursor}` : update.type;
    })
    .join(', ');

/** Facts that had to be told and were not, or not in this order. */
const lacks = (watched: Watched, ledger: Ledger): readonly string[] => {
  const { filter, told } = watched;
  const begun = beginningOf(watched, ledger);
  const cursor = watched.isOver ? watched.endedAt : watched.subscription.cursor;
  if (begun === undefined || cursor === undefined) return [];
  // What it was told last is all that is known of a place that is no more.
  const through = watched.undone !== undefined ? -1 : ledger.at(cursor);
  const gaps = told.flatMap((update) =>
    update.type === 'gap' ? [{ from: ledger.at(update.since), to: ledger.at(update.cursor) }] : [],
  );
  const isExcused = (place: number): boolean => gaps.some(({ from, to }) => place > from && place <= to);
  const isOwed = (fact: Written): boolean => fact.mustArrive && asksFor(filter, fact);
  const owed = ledger.written.flatMap((fact, place) =>
    place > begun && place <= through && isOwed(fact) && !isExcused(place) ? [fact.cursor] : [],
  );
  const got = eventsOf(told).flatMap(({ seq }) => {
    const place = ledger.placeOf(seq) ?? -1;
    const written = ledger.written[place];
    return written !== undefined && place > begun && isOwed(written) ? [seq] : [];
  });
  if (owed.join() === got.join()) return [];
  const missing = owed.filter((seq) => !got.includes(seq));
  const beyond = got.filter((seq) => !owed.includes(seq));
  return [
    `up to ${cursor} it lacks [${missing.join()}] and was told [${beyond.join()}] beyond what it was owed` +
      (missing.length + beyond.length === 0 ? `, in a wrong order: ${got.join()}` : '') +
      `; told: ${storyOf(watched)}`,
  ];
};

/** A value of a key as it is and as it is shown. */
export interface Shown {
  readonly kind: string;
  readonly account: string;
  readonly key: string;
  readonly seq: string;
  readonly data: object;
}

const lineOf = ({ kind, account, key, seq, data }: Shown): string => `${kind} ${account} ${key} ${seq} ${textOf(data)}`;

/** Where two sets of values differ. */
export const differences = (shown: readonly Shown[], are: readonly Shown[]): readonly string[] => {
  const told = new Set(shown.map(lineOf));
  const present = new Set(are.map(lineOf));
  return [
    ...[...present].filter((line) => !told.has(line)).map((line) => `is not shown: ${line}`),
    ...[...told].filter((line) => !present.has(line)).map((line) => `is shown and is not: ${line}`),
  ];
};

/** Values whose newest version a subscription with present values was not told last. */
export const staleKeys = ({ told, options }: Watched, are: readonly Shown[]): readonly string[] => {
  if (options.snapshot === false) return [];
  const last = new Map(factsOf(told).map(({ kind, account, key, seq }) => [`${kind} ${account} ${key}`, seq]));
  return are.flatMap(({ kind, account, key, seq }) => {
    const was = last.get(`${kind} ${account} ${key}`);
    return was === seq ? [] : [`${kind} ${account} ${key} is ${seq}, told last was ${was}`];
  });
};

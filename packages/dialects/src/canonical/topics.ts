import { definitionOf, isKind, kindNames, PitwallError, type Channel, type Kind } from '@pitwall/model';
import type { TopicsOf } from '../view.ts';

/** Symbols that one request may name. @default 50: with every kind that has symbols far below the topics of a stream */
export const maxSymbols = 50;

/** Longest name in a list. @default 128 characters, as the model's symbols have at most */
export const maxNameLength = 128;

/** The kinds whose facts name a symbol, by their schemas. */
const kindsWithSymbol: ReadonlySet<string> = new Set(
  kindNames.filter((kind) => Object.hasOwn(definitionOf(kind).schema.properties, 'symbol')),
);

/** All channels, in the order of their first kinds. */
export const channelNames: readonly Channel[] = [...new Set(kindNames.map((kind) => definitionOf(kind).channel))];

const topicOfKind: ReadonlyMap<string, readonly string[]> = new Map(kindNames.map((kind) => [kind, [kind]]));

/** The topic of a kind's facts about one symbol; of those that name none where it is empty. */
const symbolTopic = (kind: string, symbol: string): string => `${kind}/${symbol}`;

/**
 * The topics of a fact: its kind, and the kind with its symbol. A fact that names no symbol although its kind may has the
 * topic of the empty one, so that whoever asks for symbols does not miss it.
 */
export const topicsOf: TopicsOf = ({ kind, data }) => {
  if (!kindsWithSymbol.has(kind)) return topicOfKind.get(kind) ?? [];
  const symbol = 'symbol' in data && typeof data.symbol === 'string' ? data.symbol : '';
  return [kind, symbolTopic(kind, symbol)];
};

/** A topic taken apart; `undefined` when it is none. Kinds have no slash, symbols may. */
const partsOf = (topic: string): { readonly kind: Kind; readonly symbol?: string } | undefined => {
  const slash = topic.indexOf('/');
  const kind = slash < 0 ? topic : topic.slice(0, slash);
  if (!isKind(kind)) return undefined;
  if (slash < 0) return { kind };
  const symbol = topic.slice(slash + 1);
  return kindsWithSymbol.has(kind) && symbol.length <= maxNameLength ? { kind, symbol } : undefined;
};

/** Whether a topic is that of a kind's facts about one symbol. */
export const isSymbolTopic = (topic: string): boolean => partsOf(topic)?.symbol !== undefined;

/** The kind of a topic; `undefined` when it is none. */
export const kindOfTopic = (topic: string): Kind | undefined => partsOf(topic)?.kind;

/** What topics are about: their kinds, and the symbols to which some of these are narrowed. */
export const subjectsOf = (
  topics: readonly string[],
): { readonly kinds: readonly Kind[]; readonly symbols: readonly string[] } => {
  const parts = topics.flatMap((topic) => partsOf(topic) ?? []);
  return {
    kinds: [...new Set(parts.map(({ kind }) => kind))],
    symbols: [...new Set(parts.flatMap(({ symbol }) => (symbol === undefined || symbol === '' ? [] : [symbol])))],
  };
};

/** What somebody wants to hear. Within one list any name fits; a fact must fit all lists that are given. */
export interface HeardLists {
  /** @default all */
  readonly kinds?: readonly string[] | undefined;
  /** @default all */
  readonly channels?: readonly string[] | undefined;
  /** Narrows the facts that name a symbol; all others are heard as without it. @default all */
  readonly symbols?: readonly string[] | undefined;
}

/**
 * The topics of what somebody wants to hear. Throws `UNKNOWN_KIND`, or `INVALID_REQUEST` for an unknown channel, a list
 * without names or with too many or too long ones, and where nothing remains to be heard.
 */
export const topicsHeard = ({ kinds, channels, symbols }: HeardLists): readonly string[] => {
  const named = namedKinds(kinds);
  const wanted = namedChannels(channels);
  const narrowed = namedSymbols(symbols);
  const heard = kindNames.filter((kind) => named.has(kind) && wanted.has(definitionOf(kind).channel));
  if (heard.length === 0) {
    throw wrongList('channels', (channels ?? []).join(','), 'channels of the kinds that are named');
  }
  return heard.flatMap((kind) =>
    narrowed === undefined || !kindsWithSymbol.has(kind)
      ? [kind]
      : [...narrowed, ''].map((symbol) => symbolTopic(kind, symbol)),
  );
};

const namedKinds = (names: readonly string[] | undefined): ReadonlySet<string> => {
  if (names === undefined) return new Set(kindNames);
  if (names.length === 0) throw wrongList('kinds', '', 'at least one kind');
  const unknown = names.find((name) => !isKind(name));
  if (unknown === undefined) return new Set(names);
  throw new PitwallError('UNKNOWN_KIND', `There is no kind ${shown(unknown)}`, {
    problems: [{ path: '/kinds', found: shown(unknown), expected: `one of ${kindNames.join(', ')}` }],
  });
};

const namedChannels = (names: readonly string[] | undefined): ReadonlySet<string> => {
  const known: ReadonlySet<string> = new Set(channelNames);
  if (names === undefined) return known;
  const expected = `one of ${channelNames.join(', ')}`;
  if (names.length === 0) throw wrongList('channels', '', expected);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw wrongList('channels', unknown, expected);
  return new Set(names);
};

const namedSymbols = (names: readonly string[] | undefined): readonly string[] | undefined => {
  if (names === undefined) return undefined;
  const each = [...new Set(names)];
  if (each.length === 0 || each.length > maxSymbols) {
    throw wrongList('symbols', names.join(','), `1 to ${maxSymbols} symbols`);
  }
  const wrong = each.find((name) => name === '' || name.length > maxNameLength);
  if (wrong !== undefined) throw wrongList('symbols', wrong, `symbols of 1 to ${maxNameLength} characters`);
  return each;
};

const wrongList = (list: string, found: string, expected: string): PitwallError =>
  new PitwallError('INVALID_REQUEST', `${list} is ${shown(found)}, expected ${expected}`, {
    problems: [{ path: `/${list}`, found: shown(found), expected }],
  });

/** Longest excerpt of what somebody sent. */
const maxShown = 60;

const shown = (text: string): string => JSON.stringify(text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);

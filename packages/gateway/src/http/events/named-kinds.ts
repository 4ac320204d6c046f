import { topicsHeard } from '@pitwall/dialects';
import { isKind, kindNames, PitwallError } from '@pitwall/model';
import type { Kind } from '@pitwall/model';

const namesIn = (list: string): readonly string[] => {
  const names = list.split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
};

/** The kinds that a list names; without one all. Throws `UNKNOWN_KIND`. */
export const kindsNamed = (list: string | undefined): readonly Kind[] => {
  if (list === undefined) return kindNames;
  const wanted = new Set(namesIn(list));
  for (const name of wanted) {
    if (!isKind(name)) throw new PitwallError('UNKNOWN_KIND', `There is no kind ${JSON.stringify(name.slice(0, 60))}`);
  }
  return kindNames.filter((kind) => wanted.has(kind));
};

const namedIn = (list: string | undefined): readonly string[] | undefined =>
  list === undefined ? undefined : namesIn(list);

/**
 * The topics that somebody wants to hear by lists in a URL. Throws `UNKNOWN_KIND`, or `INVALID_REQUEST` for an unknown channel,
 * too many or too long symbols, and when nothing remains to be heard.
 */
export const topicsNamed = (query: {
  readonly kinds?: string;
  readonly channels?: string;
  readonly symbols?: string;
}): ReadonlySet<string> =>
  new Set(
    topicsHeard({ kinds: namedIn(query.kinds), channels: namedIn(query.channels), symbols: namedIn(query.symbols) }),
  );

import { definitionOf, isKind, kindNames, PitwallError } from '@pitwall/model';
import type { Kind } from '@pitwall/model';
import { wrongParameter } from '../error-body.ts';

const namesIn = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

/** The kinds that a list names; without one all. Throws `UNKNOWN_KIND`. */
export const kindsNamed = (list: string | undefined): readonly Kind[] => {
  if (list === undefined) return kindNames;
  const wanted = namesIn(list);
  for (const name of wanted) {
    if (!isKind(name)) throw new PitwallError('UNKNOWN_KIND', `There is no kind ${JSON.stringify(name.slice(0, 60))}`);
  }
  return kindNames.filter((kind) => wanted.has(kind));
};

const channelNames: ReadonlySet<string> = new Set(kindNames.map((kind) => definitionOf(kind).channel));

const kindsOfChannels = (list: string | undefined): readonly Kind[] => {
  if (list === undefined) return kindNames;
  const wanted = namesIn(list);
  for (const name of wanted) {
    if (!channelNames.has(name)) throw wrongParameter('channels', name, `one of ${[...channelNames].join(', ')}`);
  }
  return kindNames.filter((kind) => wanted.has(definitionOf(kind).channel));
};

/**
 * The kinds that somebody wants to hear: those named, of the channels named. Throws `UNKNOWN_KIND`, or `INVALID_REQUEST` for
 * an unknown channel and when nothing remains to be heard.
 */
export const kindsHeard = (query: { readonly kinds?: string; readonly channels?: string }): ReadonlySet<Kind> => {
  const ofChannels = new Set(kindsOfChannels(query.channels));
  const heard = kindsNamed(query.kinds).filter((kind) => ofChannels.has(kind));
  if (heard.length > 0) return new Set(heard);
  if (query.channels === undefined) throw wrongParameter('kinds', query.kinds ?? '', 'at least one kind');
  throw wrongParameter('channels', query.channels, 'channels of the kinds that are named');
};

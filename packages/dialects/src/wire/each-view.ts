import type { Kind } from '@pitwall/model';
import type { EachView } from '../view.ts';
import type { PageMessage } from './message.ts';

/** The view of a kind whose every fact is a message of one type. */
export const eachView = <K extends Kind>(message: Pick<PageMessage<K>, 'encode'>): EachView<K> => ({
  mode: 'each',
  encode: (event) => message.encode(event),
});

import type { DataOf } from '@pitwall/model';
import { messageOf, type Said } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { longText, name } from '../wire/plain.ts';
import { constant, optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { words } from '../wire/words.ts';
import { timestamp } from './carry-message.ts';

type Line = DataOf<'log'>;

const level = words(
  { INFO: 'info', WARNING: 'warning', ERROR: 'error', CRITICAL: 'critical' },
  { read: { DEBUG: 'debug' } },
);

const line = pageObject<Line>()({
  level: required('level', level),
  module: optional('module', name),
  message: required('message', longText),
  timestamp: required('loggedAt', isoTime),
});

const data = required('data', line);

const page = pageObject<Said<'log'>>()({
  type: constant('system_log'),
  timestamp,
  data: {
    ...data,
    // A line was written when it was reported, unless its publisher tells the two apart.
    write: ({ data: said, occurredAt }: Said<'log'>, rest) =>
      data.write({ data: occurredAt === undefined ? said : { loggedAt: occurredAt, ...said } }, rest),
  },
});

/** A line of the system's log. */
export const systemLog = messageOf({
  dialect: 'carry',
  type: 'system_log',
  kind: 'log',
  page: {
    ...page,
    read: (wire): Said<'log'> => {
      const said = page.read(wire);
      const { loggedAt, ...rest } = said.data;
      return loggedAt === said.occurredAt ? { ...said, data: rest } : said;
    },
  },
});

/** Levels below INFO, which the page keeps from its readers. */
const quiet: ReadonlySet<string> = new Set(['debug', 'trace']);

/** Whether a line is one of the system's own at INFO or above. The page has no word for the backtest that wrote one. */
export const isSystemLog = ({ level: word, backtestId }: Line): boolean =>
  backtestId === undefined && !quiet.has(word.toLowerCase());

import { CountOf, IdOf, LongTextOf, NameOf } from '../fields.ts';
import { boundedNone, defineKind } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** A line of a program's log. Logs come in floods, so the oldest may be dropped, which is counted and told. */
export const log = defineKind({
  kind: 'log',
  channel: 'logs',
  description: 'A line of a program’s or a backtest’s log.',
  identity: 'backtest id, else the system',
  shared: false,
  schema: Shape({
    level: OpenEnum(['debug', 'info', 'warning', 'error', 'critical']),
    message: LongTextOf(),
    module: Maybe(NameOf()),
    function: Maybe(NameOf()),
    line: Maybe(CountOf()),
    loggerName: Maybe(NameOf()),
    backtestId: Maybe(IdOf('Backtest that wrote it; absent: the system.')),
    loggedAt: Maybe(TimeMsOf('When it was written, where that is told apart from the report.')),
  }),
  key: (data) => data.backtestId ?? 'system',
  update: (data) => data.level,
  updates: { other: boundedNone },
});

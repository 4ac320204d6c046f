import { CalendarDateOf, IdOf, NameOf } from '../fields.ts';
import { defineKind, everySet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** A backtest began. It stays known until it completes or fails. */
export const backtestStart = defineKind({
  kind: 'backtest-start',
  channel: 'backtests',
  description: 'A backtest began.',
  identity: 'backtest id',
  shared: false,
  schema: Shape({
    backtestId: IdOf(),
    variant: Maybe(OpenEnum(['vanilla', 'spiced', 'vanilla_full', 'spiced_full'])),
    symbol: Maybe(NameOf()),
    timeframe: Maybe(
      OpenEnum(['M1', 'M5', 'M15', 'M30', 'H1', 'H4', 'D1'], 'Length of a bar, in the words of charts.'),
    ),
    startDate: Maybe(CalendarDateOf('First day.')),
    endDate: Maybe(CalendarDateOf('Last day.')),
  }),
  key: (data) => data.backtestId,
  update: () => 'started',
  updates: { started: everySet, other: everySet },
});

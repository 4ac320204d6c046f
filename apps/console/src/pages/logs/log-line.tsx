import { useZone } from '../../console/use-choices.ts';
import type { FactOf } from '../../data/fact.ts';
import { formatClock, formatPreciseTime } from '../../format/time-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { moduleOf } from './log-filter.ts';

/** Height of a line, in pixels. */
export const logLineHeightPx = 24;

const levelClasses: ReadonlyMap<string, string> = new Map([
  ['debug', 'text-faint'],
  ['info', 'text-muted'],
  ['warning', 'text-warn'],
  ['error', 'text-down'],
  ['critical', 'rounded bg-down-soft font-semibold text-down'],
]);

/** One line of a log: when, how important, where, what. */
export const LogLine = ({ log }: { readonly log: FactOf<'log'> }) => {
  const zone = useZone();
  const { data, occurredAt, receivedAt } = log;
  const at = data.loggedAt ?? occurredAt;
  const times = `written ${formatPreciseTime(at, zone)}\nreceived ${formatPreciseTime(receivedAt, zone)}`;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 px-3.5 text-xs">
      <time className="figures shrink-0 text-faint" title={times} dateTime={new Date(at).toISOString()}>
        {formatClock(at, zone)}
      </time>
      <span className={classNames('w-14 shrink-0 text-2xs', levelClasses.get(data.level) ?? 'text-muted')}>
        {data.level}
      </span>
      <span className="w-24 shrink-0 truncate text-2xs text-faint max-sm:hidden" title={moduleOf(log)}>
        {moduleOf(log)}
      </span>
      <span className="min-w-0 flex-1 truncate font-mono text-2xs text-ink" title={data.message}>
        {data.message}
      </span>
    </div>
  );
};

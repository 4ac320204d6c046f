import { useNow } from '../console/use-time.ts';
import { useZone } from '../console/use-choices.ts';
import { formatAge, formatPreciseTime, formatShortTime } from '../format/time-text.ts';

/** A time in the zone that was chosen; precisely, and in both its parts, to who points at it. */
export const Moment = ({ at, receivedAt }: { readonly at: number | undefined; readonly receivedAt?: number }) => {
  const zone = useZone();
  const nowMs = useNow(60_000);
  if (at === undefined) return <span className="text-faint">–</span>;
  const received = receivedAt === undefined ? '' : `\nreceived ${formatPreciseTime(receivedAt, zone)}`;
  return (
    <time
      className="figures"
      dateTime={new Date(at).toISOString()}
      title={`happened ${formatPreciseTime(at, zone)}${received}`}
    >
      {formatShortTime(at, zone, nowMs)}
    </time>
  );
};

/** How long ago something was: grows by itself. */
export const Age = ({ at }: { readonly at: number | undefined }) => {
  const zone = useZone();
  const nowMs = useNow();
  if (at === undefined) return <span className="text-faint">–</span>;
  const age = formatAge(nowMs - at);
  return (
    <time className="figures" dateTime={new Date(at).toISOString()} title={formatPreciseTime(at, zone)}>
      {age === 'now' ? age : `${age} ago`}
    </time>
  );
};

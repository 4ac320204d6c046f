import { useConsole } from '../console/console-context.ts';
import { useConnection, useNow } from '../console/use-time.ts';
import { formatDuration } from '../format/time-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** A line below the header while the page is not connected: what it shows is old, and nobody must miss that. */
export const LinkBanner = () => {
  const link = useConnection();
  const { tokens, session } = useConsole();
  const nowMs = useNow();
  if (link.state !== 'offline' && link.state !== 'refused') return null;
  const due = link.retryAtMs === undefined ? 'Trying …' : `Next attempt in ${formatDuration(link.retryAtMs - nowMs)}.`;
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-down/40 bg-down-soft px-4 py-1.5 text-xs text-down">
      <Icon name="warning" size={15} />
      <span className="min-w-0">
        <span role="alert">
          <strong className="font-semibold">{link.label}.</strong> {link.reason}
        </span>
        {/* Outside of the alert, which would be read out again each second. */}
        {link.state === 'offline' && <span className="figures"> {due}</span>}
      </span>
      {link.state === 'offline' && (
        <Button className="ml-auto h-6! shrink-0" onClick={() => session.client.retryNow()}>
          Try now
        </Button>
      )}
      {link.code === 'UNAUTHENTICATED' && (
        <Button className="ml-auto h-6! shrink-0" onClick={() => tokens.ask('missing')}>
          Sign in
        </Button>
      )}
    </div>
  );
};

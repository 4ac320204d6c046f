import { useConsole } from '../console/console-context.ts';
import { useNow } from '../console/use-time.ts';
import { formatAge } from '../format/time-text.ts';
import { useTokenExpiry } from '../session/use-token-expiry.ts';
import { Button } from '../ui/button.tsx';

/** How long before its end a token is spoken of, in ms: time enough to fetch another. */
const soonMs = 600_000;

/** That the token ends soon, with the way to give the next one; nothing while there is time. */
export const TokenChip = () => {
  const { tokens } = useConsole();
  const endsAt = useTokenExpiry();
  const nowMs = useNow();
  if (endsAt === undefined || endsAt - nowMs > soonMs) return null;
  const text = endsAt > nowMs ? `Token ends in ${formatAge(Math.max(1_000, endsAt - nowMs))}` : 'Token ended';
  return (
    <Button
      className="figures h-7! border-warn/40 bg-warn-soft! text-warn!"
      title="Give the next one; the page goes on without a break"
      onClick={() => tokens.ask('expiring')}
    >
      {text}
    </Button>
  );
};

import { formatCount } from '../format/amount-text.ts';
import { Button } from './button.tsx';
import type { Paused } from './use-pause.ts';

/** Stops and goes on, and says how much waits. */
export const PauseButton = <T,>({ paused }: { readonly paused: Paused<T> }) => {
  const { isPaused, waiting, hasLost, toggle } = paused;
  const count = `${formatCount(waiting)}${hasLost ? '+' : ''} waiting`;
  return (
    <Button
      look={isPaused ? 'primary' : 'plain'}
      icon={isPaused ? 'play' : 'pause'}
      className="h-7!"
      aria-pressed={isPaused}
      onClick={toggle}
      title={hasLost ? 'More came than the page keeps: the oldest of those that wait are gone.' : undefined}
    >
      {isPaused ? `Resume · ${count}` : 'Pause'}
    </Button>
  );
};

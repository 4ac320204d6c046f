import type { Tone } from './badge.tsx';
import type { IconName } from './icon.tsx';

/** How a word of a state looks: the colour never stands alone. */
export interface StatusLook {
  readonly tone: Tone;
  readonly icon: IconName;
}

const good: StatusLook = { tone: 'up', icon: 'check' };
const careful: StatusLook = { tone: 'warn', icon: 'warning' };
const bad: StatusLook = { tone: 'down', icon: 'error' };
const still: StatusLook = { tone: 'neutral', icon: 'pause' };
const busy: StatusLook = { tone: 'accent', icon: 'backtests' };

const looks: ReadonlyMap<string, StatusLook> = new Map([
  ...[
    'normal',
    'running',
    'connected',
    'healthy',
    'live',
    'completed',
    'complete',
    'filled',
    'armed',
    'confirm',
    'open',
  ].map((word) => [word, good] as const),
  ...['soft_pause', 'soft', 'degraded', 'reconnecting', 'silent', 'warning', 'partially_filled', 'prepare'].map(
    (word) => [word, careful] as const,
  ),
  ...[
    'hard_stop',
    'hard',
    'error',
    'critical',
    'failed',
    'disconnected',
    'unhealthy',
    'gone',
    'rejected',
    'liquidated',
    'abort',
  ].map((word) => [word, bad] as const),
  ...['stopped', 'paused', 'cancelled', 'closed', 'hold', 'disarmed'].map((word) => [word, still] as const),
  ...['queued', 'pending', 'new', 'opened', 'progressed', 'started'].map((word) => [word, busy] as const),
]);

const unknown: StatusLook = { tone: 'neutral', icon: 'info' };

/** The look of a word of any kind's state; a word that nobody knows yet is shown as it is, without a judgement. */
export const statusLook = (word: string): StatusLook => looks.get(word) ?? unknown;

/** A word as people write it: `soft_pause` is "soft pause". */
export const plainWord = (word: string): string => word.replaceAll('_', ' ').toLowerCase();

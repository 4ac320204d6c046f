import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** What a colour means; the words and pictures beside it say the same. */
export type Tone = 'up' | 'down' | 'warn' | 'accent' | 'neutral';

/** Ink and ground of each tone, for text of any size. */
export const toneClasses: Readonly<Record<Tone, string>> = {
  up: 'bg-up-soft text-up',
  down: 'bg-down-soft text-down',
  warn: 'bg-warn-soft text-warn',
  accent: 'bg-accent-soft text-accent',
  neutral: 'bg-raised text-muted',
};

/** What a badge takes. */
export interface BadgeProps {
  /** @default neutral */
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A word or two about a state. */
export const Badge = ({ tone = 'neutral', icon, title, children }: BadgeProps) => (
  <span
    title={title}
    className={classNames(
      'inline-flex h-5 items-center gap-1 rounded px-1.5 text-2xs font-medium whitespace-nowrap',
      toneClasses[tone],
    )}
  >
    {icon !== undefined && <Icon name={icon} size={12} />}
    {children}
  </span>
);

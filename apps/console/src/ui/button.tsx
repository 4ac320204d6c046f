import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

const looks = {
  primary: 'bg-accent text-on-accent font-semibold hover:brightness-110',
  plain: 'border border-line bg-raised text-ink hover:border-strong-line',
  quiet: 'text-muted hover:bg-raised hover:text-ink',
  danger: 'border border-down/40 bg-down-soft text-down hover:border-down',
} as const;

/** What a button takes, beside what any button does. */
export interface ButtonProps extends ComponentProps<'button'> {
  /** @default plain */
  readonly look?: keyof typeof looks;
  readonly icon?: IconName;
}

/** A button with a word. */
export const Button = ({ look = 'plain', icon, className, children, ...others }: ButtonProps) => (
  <button
    type="button"
    className={classNames(
      'inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-2.5 text-xs transition-colors disabled:opacity-50',
      looks[look],
      className,
    )}
    {...others}
  >
    {icon !== undefined && <Icon name={icon} size={15} />}
    {children}
  </button>
);

/** What a button without a word takes: the word is told to readers of screens, and to whoever points at it. */
export interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: IconName;
  readonly label: string;
}

/** A button that is a picture. */
export const IconButton = ({ icon, label, className, ...others }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    className={classNames(
      'inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-raised hover:text-ink disabled:opacity-40',
      className,
    )}
    {...others}
  >
    <Icon name={icon} size={17} />
  </button>
);

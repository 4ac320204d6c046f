import type { Freshness, FreshnessState } from '../data/freshness.ts';
import { useNow } from '../console/use-time.ts';
import { formatAge } from '../format/time-text.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

interface Look {
  readonly word: string;
  readonly icon: IconName | undefined;
  readonly className: string;
}

const looks: Readonly<Record<FreshnessState, Look>> = {
  loading: { word: 'loading', icon: undefined, className: 'text-faint' },
  live: { word: '', icon: undefined, className: 'text-faint' },
  'catching-up': { word: 'catching up', icon: undefined, className: 'text-accent' },
  quiet: { word: 'quiet', icon: undefined, className: 'text-faint' },
  'silent-publisher': { word: 'silent publisher', icon: 'warning', className: 'text-warn' },
  'dead-link': { word: 'no connection', icon: 'error', className: 'text-down' },
};

/** How old a panel is, and which of the three silences it is in. */
export const FreshnessLabel = ({ freshness: { state, asOfMs, reason } }: { readonly freshness: Freshness }) => {
  const nowMs = useNow();
  const { word, icon, className } = looks[state];
  const age = asOfMs === undefined ? '' : `as of ${formatAge(nowMs - asOfMs)}`;
  const aged = age.endsWith('now') ? 'as of now' : age === '' ? '' : `${age} ago`;
  return (
    <span className={classNames('figures inline-flex items-center gap-1 text-2xs', className)} title={reason}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      {[word, aged].filter((part) => part !== '').join(' · ')}
    </span>
  );
};

import { useLocation, usePreferences } from '../console/use-choices.ts';
import { useNow } from '../console/use-time.ts';
import { formatClock, formatDate } from '../format/time-text.ts';
import { pageAt } from '../pages/page-table.ts';
import type { Theme } from '../preferences/preferences.ts';
import { Button, IconButton } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { AccountPicker } from './account-picker.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { TokenChip } from './token-chip.tsx';

const Clock = () => {
  const [{ zone }, change] = usePreferences();
  const nowMs = useNow();
  const other = zone === 'utc' ? 'local' : 'utc';
  return (
    <button
      type="button"
      onClick={() => change({ zone: other })}
      title={`${formatDate(nowMs, zone)}. Times are shown in ${zone === 'utc' ? 'UTC' : 'your zone'}; click to change.`}
      className="figures hidden h-8 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-raised hover:text-ink sm:flex"
    >
      <span>{formatClock(nowMs, zone)}</span>
      <span className="text-2xs font-medium">{zone === 'utc' ? 'UTC' : 'local'}</span>
    </button>
  );
};

const themes: readonly { readonly id: Theme; readonly title: string; readonly icon: IconName }[] = [
  { id: 'system', title: 'As the system', icon: 'screen' },
  { id: 'dark', title: 'Dark', icon: 'moon' },
  { id: 'light', title: 'Light', icon: 'sun' },
];

const ThemePicker = () => {
  const [{ theme }, change] = usePreferences();
  const icon = themes.find(({ id }) => id === theme)?.icon ?? 'screen';
  return (
    <Menu
      label="Theme"
      trigger={<IconButton icon={icon} label="Theme" />}
      items={themes.map(({ id, title }) => ({ id, title, isChosen: id === theme }))}
      onChoose={(chosen) => change({ theme: themes.find(({ id }) => id === chosen)?.id ?? 'system' })}
    />
  );
};

/** What the header opens. */
export interface HeaderProps {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

/** The line above every page: where one is, how the page is connected, whose facts it shows, and what time it is. */
export const Header = ({ onPalette, onHelp }: HeaderProps) => {
  const { page } = useLocation();
  return (
    <header className="flex h-12 shrink-0 items-center gap-1.5 border-b border-line bg-surface px-3">
      <h1 className="mr-auto truncate pl-1 text-sm font-semibold">{pageAt(page)?.title ?? 'Not found'}</h1>
      <Button look="quiet" icon="search" onClick={onPalette} aria-keyshortcuts="Control+K" className="max-sm:hidden">
        <span className="hidden lg:inline">Go to…</span>
        <kbd className="font-sans text-2xs text-faint">Ctrl K</kbd>
      </Button>
      <TokenChip />
      <AccountPicker />
      <Clock />
      <ThemePicker />
      <IconButton icon="help" label="Help: keys" onClick={onHelp} className="max-sm:hidden" />
      <ConnectionBadge />
    </header>
  );
};

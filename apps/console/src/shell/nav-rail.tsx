import { useLocation, usePreferences } from '../console/use-choices.ts';
import { pages } from '../pages/page-table.ts';
import { PageLink } from '../route/page-link.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Mark } from './mark.tsx';

interface NavItemProps {
  readonly page: (typeof pages)[number];
  readonly isHere: boolean;
  readonly isNarrow: boolean;
  readonly shortcut: number | undefined;
}

const NavItem = ({ page: { name, title, icon }, isHere, isNarrow, shortcut }: NavItemProps) => (
  <PageLink
    page={name}
    aria-current={isHere ? 'page' : undefined}
    title={isNarrow ? title : undefined}
    className={classNames(
      'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-xs font-medium',
      isHere ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-raised hover:text-ink',
    )}
  >
    <Icon name={icon} size={17} />
    <span className={classNames(isNarrow && 'sr-only')}>{title}</span>
    {!isNarrow && shortcut !== undefined && (
      <kbd className="figures ml-auto font-sans text-2xs text-faint" aria-hidden="true">
        {shortcut}
      </kbd>
    )}
  </PageLink>
);

/** The pages at the left; narrow, it shows their pictures alone. */
export const NavRail = () => {
  const { page: here } = useLocation();
  const [{ isNavNarrow }, change] = usePreferences();
  return (
    <nav
      aria-label="Pages"
      className={classNames(
        'hidden shrink-0 flex-col border-r border-line bg-surface md:flex',
        isNavNarrow ? 'w-14' : 'w-44',
      )}
    >
      <PageLink
        page=""
        className="flex h-12 items-center gap-2.5 px-3.5 text-sm font-semibold tracking-tight"
        aria-label="Pitwall: overview"
      >
        <Mark />
        {!isNavNarrow && <span>Pitwall</span>}
      </PageLink>
      <ul className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-1">
        {pages.map((page, index) => (
          <li key={page.name}>
            <NavItem
              page={page}
              isHere={page.name === here}
              isNarrow={isNavNarrow}
              shortcut={index < 9 ? index + 1 : undefined}
            />
          </li>
        ))}
      </ul>
      <div className="border-t border-line p-2">
        <IconButton
          icon="collapse"
          label={isNavNarrow ? 'Widen the navigation' : 'Narrow the navigation'}
          className={classNames(isNavNarrow && 'rotate-180')}
          onClick={() => change({ isNavNarrow: !isNavNarrow })}
        />
      </div>
    </nav>
  );
};

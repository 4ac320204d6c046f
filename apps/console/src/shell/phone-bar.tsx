import { useState } from 'react';
import { useLocation } from '../console/use-choices.ts';
import { pages } from '../pages/page-table.ts';
import type { PageDefinition } from '../pages/page-table.ts';
import { PageLink } from '../route/page-link.tsx';
import { classNames } from '../ui/class-names.ts';
import { Drawer } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';

const cell = 'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium';

const BarLink = ({
  page,
  isHere,
}: {
  readonly page: PageDefinition & { readonly name: string };
  readonly isHere: boolean;
}) => (
  <PageLink
    page={page.name}
    aria-current={isHere ? 'page' : undefined}
    className={classNames(cell, isHere ? 'text-accent' : 'text-muted')}
  >
    <Icon name={page.icon} size={20} />
    {page.title}
  </PageLink>
);

/** The pages at the bottom of a phone: four, and the others behind "More". */
export const PhoneBar = () => {
  const { page: here } = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  const others = pages.filter(({ isOnPhoneBar }) => isOnPhoneBar !== true);
  return (
    <nav
      aria-label="Pages"
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {pages
        .filter(({ isOnPhoneBar }) => isOnPhoneBar === true)
        .map((page) => (
          <BarLink key={page.name} page={page} isHere={page.name === here} />
        ))}
      {others.length > 0 && (
        <button type="button" className={classNames(cell, 'text-muted')} onClick={() => setIsOpen(true)}>
          <Icon name="more" size={20} />
          More
        </button>
      )}
      <Drawer title="Pages" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <ul className="p-2">
          {others.map(({ name, title, icon, about }) => (
            <li key={name}>
              <PageLink
                page={name}
                onClick={() => setIsOpen(false)}
                className="flex items-center gap-3 rounded-md px-3 py-2.5"
              >
                <Icon name={icon} size={20} />
                <span>
                  <span className="block font-medium">{title}</span>
                  <span className="block text-xs text-muted">{about}</span>
                </span>
              </PageLink>
            </li>
          ))}
        </ul>
      </Drawer>
    </nav>
  );
};

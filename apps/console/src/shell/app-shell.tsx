import { useCallback, useEffect, useState } from 'react';
import { chartParts } from '../chart/lazy-charts.ts';
import { useLocation, useTheme } from '../console/use-choices.ts';
import { useConnection } from '../console/use-time.ts';
import { AlertSound } from '../pages/alerts/alert-sound.tsx';
import { pageAt, pages } from '../pages/page-table.ts';
import { PageLink } from '../route/page-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { WaitForPart } from '../ui/wait-for-part.tsx';
import { CommandPalette } from './command-palette.tsx';
import { Header } from './header.tsx';
import { HelpOverlay } from './help-overlay.tsx';
import { useKeys } from './keys.ts';
import { LinkBanner } from './link-banner.tsx';
import { NavRail } from './nav-rail.tsx';
import { PhoneBar } from './phone-bar.tsx';

const NotFound = () => (
  <EmptyState
    icon="search"
    title="There is no such page"
    action={
      <PageLink page="" className="text-xs font-medium text-accent underline">
        To the overview
      </PageLink>
    }
  >
    The address may be of another version of the console.
  </EmptyState>
);

const CurrentPage = () => {
  const { page } = useLocation();
  const definition = pageAt(page);
  const title = definition?.title ?? 'Not found';
  useEffect(() => {
    document.title = `${title} · Pitwall`;
  }, [title]);
  if (definition === undefined) return <NotFound />;
  return (
    <ErrorBoundary key={page} name={title}>
      <WaitForPart title={title} progress={definition.part.progress}>
        <definition.part.Component />
      </WaitForPart>
    </ErrorBoundary>
  );
};

/** Follows the chosen theme, or the system's while none is chosen. */
const useThemeOnPage = (): void => {
  const theme = useTheme();
  useEffect(() => {
    const wantsLight = window.matchMedia('(prefers-color-scheme: light)');
    const apply = () => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (wantsLight.matches ? 'light' : 'dark') : theme;
    };
    apply();
    wantsLight.addEventListener('change', apply);
    return () => wantsLight.removeEventListener('change', apply);
  }, [theme]);
};

/** How long after the page is live its other parts are fetched, in ms: first comes what is looked at. */
const aheadAfterMs = 2_000;

/** Fetches the other pages and the charts ahead: who opens one while the gateway is away is shown it all the same. */
const usePartsAhead = (): void => {
  const isLive = useConnection().state === 'live';
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = window.setTimeout(() => {
      for (const { part } of pages) part.fetchAhead();
      for (const part of chartParts) part.fetchAhead();
    }, aheadAfterMs);
    return () => window.clearTimeout(timer);
  }, [isLive]);
};

/** What stands around every page: navigation, header, palette and help. */
export const AppShell = () => {
  const [opened, setOpened] = useState<'palette' | 'help' | undefined>();
  const onPalette = useCallback(() => setOpened('palette'), []);
  const onHelp = useCallback(() => setOpened('help'), []);
  const onClose = () => setOpened(undefined);
  useKeys({ onPalette, onHelp });
  useThemeOnPage();
  usePartsAhead();
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a href="#page" className="sr-only z-50 bg-surface p-2 focus:not-sr-only focus:absolute">
        Skip to the page
      </a>
      <NavRail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Header onPalette={onPalette} onHelp={onHelp} />
        <LinkBanner />
        <main id="page" tabIndex={0} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
          <CurrentPage />
        </main>
      </div>
      <PhoneBar />
      <CommandPalette isOpen={opened === 'palette'} onClose={onClose} />
      <AlertSound />
      <HelpOverlay isOpen={opened === 'help'} onClose={onClose} />
    </div>
  );
};

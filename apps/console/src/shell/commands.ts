import { useMemo } from 'react';
import { useConsole } from '../console/console-context.ts';
import { useAccounts } from '../console/use-facts.ts';
import { useAccount, usePreferences } from '../console/use-choices.ts';
import { pages } from '../pages/page-table.ts';
import type { Router } from '../route/router.ts';
import type { IconName } from '../ui/icon.tsx';

/** Something that can be done from anywhere. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** A word about it, at the right. */
  readonly about: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** The pages, and the places on them that have a name of their own. */
const placesOf = (router: Router): readonly Command[] =>
  pages.flatMap(({ name, title, icon, about, places = [] }) => [
    { id: `page ${name}`, title, about, icon, run: () => router.go(name) },
    ...places.map((place) => ({
      id: `place ${name} ${place.title}`,
      title: place.title,
      about: place.about,
      icon,
      run: () => router.go(name, place.params),
    })),
  ]);

/** Everything that the palette offers now. */
export const useCommands = (): readonly Command[] => {
  const { router, tokens } = useConsole();
  const accounts = useAccounts();
  const [, chooseAccount] = useAccount();
  const [{ theme, zone }, change] = usePreferences();
  return useMemo(() => {
    const toPages = placesOf(router);
    const toAccounts = [undefined, ...accounts].map((account) => ({
      id: `account ${account ?? '*'}`,
      title: account === undefined ? 'All accounts' : `Account ${account}`,
      about: 'show its facts alone',
      icon: 'account' as const,
      run: () => chooseAccount(account),
    }));
    const darker = theme !== 'dark';
    const settings: readonly Command[] = [
      {
        id: 'theme',
        title: darker ? 'Dark theme' : 'Light theme',
        about: 'change the colours',
        icon: darker ? 'moon' : 'sun',
        run: () => change({ theme: darker ? 'dark' : 'light' }),
      },
      {
        id: 'zone',
        title: zone === 'utc' ? 'Local time' : 'UTC',
        about: 'change the zone of times',
        icon: 'backtests',
        run: () => change({ zone: zone === 'utc' ? 'local' : 'utc' }),
      },
      {
        id: 'sign-in',
        title: tokens.hasToken ? 'Change the token' : 'Sign in with a token',
        about: 'for this tab alone',
        icon: 'account',
        run: () => tokens.ask('missing'),
      },
    ];
    return [...toPages, ...(accounts.length > 1 ? toAccounts : []), ...settings];
  }, [router, tokens, accounts, chooseAccount, theme, zone, change]);
};

const startIn = (text: string, parts: readonly string[]): boolean => {
  const words = text.toLowerCase().split(/\s+/);
  return parts.every((part) => words.some((word) => word.startsWith(part)));
};

/** Commands whose words begin with what is written, in any order of words; those whose title says it come first. */
export const matching = (commands: readonly Command[], written: string): readonly Command[] => {
  const parts = written
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '');
  const found = commands.filter(({ title, about }) => startIn(`${title} ${about}`, parts));
  const isNamed = ({ title }: Command): boolean => startIn(title, parts);
  return [...found.filter(isNamed), ...found.filter((command) => !isNamed(command))];
};

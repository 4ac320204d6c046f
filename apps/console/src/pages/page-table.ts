import type { IconName } from '../ui/icon.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import type { LazyPart } from '../ui/lazy-part.ts';
import { pageNames } from './page-names.ts';
import type { PageName } from './page-names.ts';

/** A place on a page: a page with something chosen on it. */
export interface PagePlace {
  readonly title: string;
  readonly about: string;
  readonly params: Readonly<Record<string, string>>;
}

/** One page of the console. */
export interface PageDefinition {
  readonly title: string;
  readonly icon: IconName;
  /** In a sentence: what a person finds there; for the command palette. */
  readonly about: string;
  /** Whether it has a place of its own in the bar of a phone, which has room for four; the others are behind "More". @default false */
  readonly isOnPhoneBar?: boolean;
  /** Places on it that the command palette offers too. @default none */
  readonly places?: readonly PagePlace[];
  readonly part: LazyPart<object>;
}

/** Every page. Their order in the navigation is that of `pageNames`; the first nine have the keys 1 to 9. */
const pageTable: Readonly<Record<PageName, PageDefinition>> = {
  '': {
    title: 'Overview',
    icon: 'overview',
    about: 'Equity, profit and loss, exposure, risk, bots and alerts at a glance',
    isOnPhoneBar: true,
    part: lazyPart(async () => (await import('./overview/overview-page.tsx')).OverviewPage),
  },
  blotters: {
    title: 'Blotters',
    icon: 'orders',
    about: 'Positions, orders, trades, signals, decisions and balances, row by row',
    isOnPhoneBar: true,
    places: [
      { title: 'Positions', about: 'what is held', params: { list: 'positions' } },
      { title: 'Orders', about: 'what waits at venues', params: { list: 'orders' } },
      { title: 'Trades', about: 'what was bought and sold', params: { list: 'trades' } },
      { title: 'Signals', about: 'what strategies call for', params: { list: 'signals' } },
      { title: 'Decisions', about: 'what was decided, and why', params: { list: 'decisions' } },
      { title: 'Balances', about: 'what accounts hold', params: { list: 'balances' } },
    ],
    part: lazyPart(async () => (await import('./blotters/blotters-page.tsx')).BlottersPage),
  },
  market: {
    title: 'Market',
    icon: 'market',
    about: 'Prices as candles, with fills, stops and targets',
    isOnPhoneBar: true,
    part: lazyPart(async () => (await import('./market/market-page.tsx')).MarketPage),
  },
  bots: {
    title: 'Bots',
    icon: 'bots',
    about: 'What each bot does and how it fares',
    part: lazyPart(async () => (await import('./bots/bots-page.tsx')).BotsPage),
  },
  backtests: {
    title: 'Backtests',
    icon: 'backtests',
    about: 'Start one, watch it run, read its results',
    part: lazyPart(async () => (await import('./backtests/backtests-page.tsx')).BacktestsPage),
  },
  alerts: {
    title: 'Alerts',
    icon: 'alerts',
    about: 'What a person should look at; mute it, or have it sound',
    isOnPhoneBar: true,
    part: lazyPart(async () => (await import('./alerts/alerts-page.tsx')).AlertsPage),
  },
  logs: {
    title: 'Logs',
    icon: 'logs',
    about: 'What programs write, as they write it',
    part: lazyPart(async () => (await import('./logs/logs-page.tsx')).LogsPage),
  },
  system: {
    title: 'Health',
    icon: 'system',
    about: 'Gateway, publishers, components, exchange connections and latency',
    part: lazyPart(async () => (await import('./system/system-page.tsx')).SystemPage),
  },
  wire: {
    title: 'Wire',
    icon: 'wire',
    about: 'Raw frames in any of the dialects, for developers',
    part: lazyPart(async () => (await import('./wire/wire-page.tsx')).WirePage),
  },
};

/** The pages in order, with their names. */
export const pages: readonly (PageDefinition & { readonly name: PageName })[] = pageNames.map((name) => ({
  name,
  ...pageTable[name],
}));

/** The page of an address; undefined where there is none. */
export const pageAt = (name: string): PageDefinition | undefined => pages.find((page) => page.name === name);

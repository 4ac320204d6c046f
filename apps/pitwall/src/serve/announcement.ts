import type { GatewayAddresses, OpenRoute } from '@pitwall/gateway';
import type { Colors } from 'picocolors/types.js';
import { padEnd, plainLine } from '../terminal/figures.ts';

/** What is told of a daemon that has started. */
export interface Announcement {
  readonly title: string;
  readonly addresses: GatewayAddresses;
  /** What it trades; absent for a gateway alone. */
  readonly desk?: readonly (readonly [name: string, value: string])[];
  /** Where the log is. */
  readonly log: string;
  /** Whether publishing and backtests need a token. */
  readonly needsToken: boolean;
}

const nameWidth = 11;

/** The table that a person reads after a start: where everything is, and what to try next. */
export const announcementLines = (announcement: Announcement, colors: Colors): readonly string[] => {
  const { title, addresses, desk, log, needsToken } = announcement;
  const row = (name: string, value: string): string => `    ${colors.dim(padEnd(name, nameWidth))}${value}`;
  const heading = (text: string): string => `  ${colors.bold(text)}`;
  const needed = colors.dim('  (needs a token)');
  const main = addresses.main.url;
  return [
    '',
    `  ${colors.bold(colors.cyan(title))}`,
    '',
    ...(desk === undefined ? [] : [heading('Desk'), ...desk.map(([name, value]) => row(name, plainLine(value))), '']),
    heading('Watch'),
    row('console', `${colors.bold(colors.cyan(`${main}/`))}  ${colors.dim('(in a browser)')}`),
    ...watchRows(addresses.routes).map(([name, route]) =>
      row(name, `${colors.cyan(route.url)}${route.needsToken ? needed : ''}`),
    ),
    '',
    heading('Gateway'),
    row('health', `${main}/health`),
    row('metrics', `${main}/metrics`),
    row('log', plainLine(log)),
    row('API', `${main}/docs  ${colors.dim(`(${main}/openapi.json, ${main}/asyncapi.json)`)}`),
    row('publish', `${main}/v1/events${needsToken ? needed : ''}`),
    row('backtests', `${main}/api/backtests${needsToken ? needed : ''}`),
    '',
    heading('Try'),
    ...tryLines(addresses, needsToken).map((line) => `    ${line}`),
    '',
    ...addresses.warnings.map((warning) => `  ${colors.yellow('!')} ${plainLine(warning)}`),
    ...(addresses.warnings.length > 0
      ? [`    ${colors.dim('This is no failure: everything is on the main port too.')}`, '']
      : []),
    `  ${colors.dim('Ctrl-C ends it.')}`,
    '',
  ];
};

/** Each address with its dialect's name at the first of them; the page's own address comes first. */
const watchRows = (routes: readonly OpenRoute[]): readonly (readonly [string, OpenRoute])[] => {
  const names = [...new Set(routes.map(({ dialect }) => dialect))];
  return names.flatMap((name) =>
    routes
      .filter(({ dialect }) => dialect === name)
      .toSorted((a, b) => Number(b.legacy) - Number(a.legacy))
      .map((route, index) => [index === 0 ? name : '', route] as const),
  );
};

const tryLines = ({ main, routes }: GatewayAddresses, needsToken: boolean): readonly string[] => {
  const onMain = routes.filter(({ dialect, url }) => url.endsWith(`/ws/${dialect}`));
  const token = needsToken ? withToken : '';
  return [
    ...onMain.map((route) => `${route.needsToken ? withToken : ''}npx pitwall tail ${route.url}`),
    `${token}npx pitwall backtest run --url ${main.url} --fast 10 --slow 30`,
  ];
};

/** How a command gets its token: never as an argument, which everybody on the machine can read. */
const withToken = 'PITWALL_TOKEN=… ';

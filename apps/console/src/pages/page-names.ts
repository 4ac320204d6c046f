/**
 * The pages, as their addresses name them; the first one has no name. The build tells them to the gateway, which answers each
 * with the console; so a name must be no path that the gateway has already, such as `health`.
 */
export const pageNames = ['', 'blotters', 'market', 'bots', 'backtests', 'alerts', 'logs', 'system', 'wire'] as const;

/** Name of a page; empty for the first one. */
export type PageName = (typeof pageNames)[number];

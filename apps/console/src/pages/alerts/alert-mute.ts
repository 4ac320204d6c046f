import type { FactOf } from '../../data/fact.ts';

type Alert = Pick<FactOf<'alert'>, 'data'>;

/** How important an alert is, the least first. */
export const severities = ['info', 'warning', 'error', 'critical'] as const;

/** A severity by which alerts are chosen. */
export type Severity = (typeof severities)[number];

/** Most things that one person mutes: the one that was muted first is heard again. */
export const mostMuted = 200;

/** What is muted together: alerts of one title, which engines repeat with other figures in the message; else of one message. */
export const mutedName = ({ data }: Alert): string => data.title ?? data.message ?? data.alertId;

/** The muted names with one more, or without it. */
export const toggleMuted = (muted: readonly string[], name: string): readonly string[] =>
  muted.includes(name) ? muted.filter((one) => one !== name) : [...muted, name].slice(-mostMuted);

/** A severity that nobody knows counts as the most important: it may be that. */
const rankOf = (severity: string): number => {
  const rank = severities.findIndex((known) => known === severity);
  return rank === -1 ? severities.length : rank;
};

/** Whether an alert is at least as important as asked for. */
export const isAtLeast = ({ data }: Alert, least: Severity): boolean => rankOf(data.severity) >= rankOf(least);

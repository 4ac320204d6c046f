import type { FactOf } from '../../data/fact.ts';

type Log = FactOf<'log'>;

/** Levels, the least important first. */
export const logLevels = ['debug', 'info', 'warning', 'error', 'critical'] as const;

/** A level by which lines are chosen. */
export type LogLevel = (typeof logLevels)[number];

/** Which lines are wanted. */
export interface LogFilter {
  /** This level and more important ones. */
  readonly level: LogLevel;
  /** One module; undefined for all. */
  readonly module: string | undefined;
  /** Each of its words is somewhere in the line. */
  readonly text: string;
}

/** Where a line was written: its module, else its logger, else its source. */
export const moduleOf = ({ data, source }: Pick<Log, 'data' | 'source'>): string =>
  data.module ?? data.loggerName ?? source;

/** A level that nobody knows is shown at every choice: it may be the most important one. */
const rankOf = (level: string): number => {
  const rank = logLevels.findIndex((known) => known === level);
  return rank === -1 ? logLevels.length : rank;
};

/** The lines that are wanted, in their order. */
export const filterLogs = (logs: readonly Log[], { level, module, text }: LogFilter): readonly Log[] => {
  const least = rankOf(level);
  const terms = text
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '');
  return logs.filter((log) => {
    if (rankOf(log.data.level) < least) return false;
    if (module !== undefined && moduleOf(log) !== module) return false;
    if (terms.length === 0) return true;
    const line = `${log.data.message} ${moduleOf(log)} ${log.data.function ?? ''} ${log.account}`.toLowerCase();
    return terms.every((term) => line.includes(term));
  });
};

/** Most modules that are offered: a publisher that puts something else there makes no list without end. */
const mostModules = 200;

/** Every module of which there is a line, sorted. */
export const modulesOf = (logs: readonly Log[]): readonly string[] =>
  [...new Set(logs.map(moduleOf))].toSorted().slice(0, mostModules);

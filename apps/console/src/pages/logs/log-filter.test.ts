import { describe, expect, it } from 'vitest';
import { factOf } from '../../data/facts.fixture.ts';
import { filterLogs, modulesOf } from './log-filter.ts';

const line = (level: string, message: string, module?: string) =>
  factOf('log', { level, message, ...(module === undefined ? {} : { module }) });

const logs = [
  line('debug', 'tick', 'feed'),
  line('info', 'Bought 1 SPX', 'venue'),
  line('error', 'Feed is gone'),
  line('fatal', 'A level that nobody knows', 'venue'),
];

const messages = (filter: Partial<Parameters<typeof filterLogs>[1]>): readonly string[] =>
  filterLogs(logs, { level: 'debug', module: undefined, text: '', ...filter }).map(({ data }) => data.message);

describe('lines of a log', () => {
  it('are chosen by level; one of a level that nobody knows is never left out', () => {
    expect(messages({})).toHaveLength(4);
    expect(messages({ level: 'warning' })).toEqual(['Feed is gone', 'A level that nobody knows']);
    expect(messages({ level: 'critical' })).toEqual(['A level that nobody knows']);
  });

  it('are chosen by module, which is the source where none is named', () => {
    expect(modulesOf(logs)).toEqual(['engine', 'feed', 'venue']);
    expect(messages({ module: 'engine' })).toEqual(['Feed is gone']);
  });

  it('are chosen by words, of which each is somewhere in the line', () => {
    expect(messages({ text: 'FEED' })).toEqual(['tick', 'Feed is gone']);
    expect(messages({ text: 'bought venue' })).toEqual(['Bought 1 SPX']);
    expect(messages({ text: 'bought feed' })).toEqual([]);
  });
});

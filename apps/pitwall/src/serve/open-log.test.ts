import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@pitwall/gateway';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOptions } from '../configuration/load-options.ts';
import { serveOptionTable } from '../configuration/app-options.ts';
import { openLog } from './open-log.ts';
import type { ServedLog } from './open-log.ts';
import { userDataDirectory } from './user-data-directory.ts';

let directory: string;
let logged: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-open-log-'));
  logged = [];
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const open = (flags: { readonly [name: string]: string | boolean }, dataDir?: string): Promise<ServedLog> => {
  const { options } = loadOptions(serveOptionTable, { flags, environment: {} });
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  return openLog(options, { logger, clock: systemClock, ...(dataDir === undefined ? {} : { dataDir }) });
};

describe('where a log is kept', () => {
  it('is memory when it is asked for, whatever directory is named', async () => {
    for (const opened of [await open({ memory: true, dataDir: directory }, directory), await open({})]) {
      expect(opened.log).toBeUndefined();
      expect(opened.place).toContain('in memory');
    }
  });

  it('is the directory of the settings, else the user’s own', async () => {
    const own = await open({}, join(directory, 'own'));
    const named = await open({ dataDir: join(directory, 'named') }, join(directory, 'own'));
    expect([own.place, named.place]).toEqual([join(directory, 'own', 'log'), join(directory, 'named', 'log')]);
    await Promise.all([own.log?.close(), named.log?.close()]);
  });

  it('is said with what became of its epoch', async () => {
    await (await open({}, directory)).log?.close();
    await (await open({}, directory)).log?.close();
    writeFileSync(join(directory, 'log', 'RESTORED'), '');
    const { log } = await open({}, directory);
    await log?.close();
    expect(logged.map((line) => /"msg":"([^":]+)/.exec(line)?.[1])).toEqual([
      'a new log begins',
      'the log goes on',
      'a new log begins',
    ]);
  });
});

describe('the data directory of a user', () => {
  it('is where XDG has state, unless its path is not absolute', () => {
    expect(userDataDirectory({ XDG_STATE_HOME: '/var/state' })).toBe(join('/var/state', 'pitwall'));
    const own = join(homedir(), '.local', 'state', 'pitwall');
    expect([userDataDirectory({ XDG_STATE_HOME: 'state' }), userDataDirectory({})]).toEqual([own, own]);
  });
});

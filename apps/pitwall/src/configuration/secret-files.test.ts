import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testParts } from '../command-parts.fixture.ts';
import { runProgram } from '../program.ts';
import { demoOptionTable } from './app-options.ts';
import { unknownVariables } from './option-flags.ts';
import { flagsWithSecrets } from './secret-files.ts';

const fileWith = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'pitwall-secret-')), 'secret');
  writeFileSync(path, text);
  return path;
};

const flags = (given: Record<string, string>, environment: Record<string, string> = {}) =>
  flagsWithSecrets(demoOptionTable, { flags: given, environment });

describe('a secret', () => {
  it('is read from the file that a flag or a variable names, without the line break at its end', () => {
    expect(flags({ publishTokenFile: fileWith('0123456789abcdef\n') })['publishToken']).toBe('0123456789abcdef');
    const environment = { PITWALL_PUBLISH_TOKEN_FILE: fileWith(' spaces are kept \r\n') };
    expect(flags({}, environment)['publishToken']).toBe(' spaces are kept ');
    expect(unknownVariables(environment, demoOptionTable)).toEqual([]);
  });

  it('is not read where nothing names a file', () => {
    expect(flags({ port: '1' }, { PITWALL_PUBLISH_TOKEN_FILE: '' })).toEqual({ port: '1' });
  });

  it('is refused from a file that is empty or does not exist', () => {
    expect(() => flags({ publishTokenFile: fileWith('\n') })).toThrow('is empty');
    expect(() => flags({ publishTokenFile: '/none' })).toThrow('/none');
  });

  it.each([
    [['serve', '--publish-token', 'hunter2-hunter2'], '--publish-token-file', 'PITWALL_PUBLISH_TOKEN'],
    [['serve', '--publish-token=hunter2-hunter2'], '--publish-token-file', 'PITWALL_PUBLISH_TOKEN'],
    [['demo', '--jwt-secret', 'hunter2-hunter2'], '--jwt-secret-file', 'PITWALL_JWT_SECRET'],
    [['publish', '--token', 'hunter2-hunter2'], '--token-file', 'PITWALL_TOKEN'],
    [['tail', '--token', 'hunter2-hunter2'], '--token-file', 'PITWALL_TOKEN'],
    [['backtest', 'list', '--token', 'hunter2-hunter2'], '--token-file', 'PITWALL_TOKEN'],
  ])('on the command line %j is refused with the ways that no process list shows', async (args, file, variable) => {
    const parts = testParts();
    expect(await runProgram(args, parts)).toBe(2);
    const noted = parts.terminal.noted.join('\n');
    expect(noted).toContain(file);
    expect(noted).toContain(variable);
    expect(noted).not.toContain('hunter2');
  });

  it('on the command line is offered by no help', async () => {
    for (const command of [['serve'], ['publish'], ['tail'], ['backtest', 'list'], ['token']]) {
      const parts = testParts();
      await runProgram([...command, '--help'], parts);
      expect(parts.terminal.said.join('\n')).not.toMatch(/--(publish-token|jwt-secret|token) </);
    }
  });
});

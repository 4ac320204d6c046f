import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** Where and of what a measurement was taken. */
export interface Machine {
  readonly date: string;
  readonly command: string;
  readonly commit: string;
  readonly processor: string;
  readonly system: string;
  readonly versions: string;
  /** Load average of the last minute before the first measurement. */
  readonly loadBefore: number;
}

const checkManifest = Compile(Type.Object({ version: Type.String() }));
const require = createRequire(import.meta.url);

const versionOf = (packageName: string): string => {
  const manifest: unknown = JSON.parse(readFileSync(require.resolve(`${packageName}/package.json`), 'utf8'));
  return checkManifest.Check(manifest) ? manifest.version : 'unknown';
};

const git = (...args: readonly string[]): string =>
  spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).stdout.trim();

const commitOf = (): string => {
  const commit = git('rev-parse', '--short=10', 'HEAD');
  if (commit === '') return 'not a git checkout';
  return git('status', '--porcelain', '--', ':/packages', ':/bench') === '' ? commit : `${commit}, with changes`;
};

/** Describes the machine and what runs on it, before anything is measured. */
export const describeMachine = (command: string): Machine => ({
  date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  command,
  commit: commitOf(),
  processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${type()} ${release()}`,
  versions: `Node ${process.versions.node}, ws ${versionOf('ws')}`,
  loadBefore: loadavg()[0] ?? 0,
});

/** The machine as a Markdown list. */
export const machineList = (machine: Machine): string =>
  [
    `- Date: ${machine.date} UTC, commit ${machine.commit}`,
    `- Machine: ${machine.processor}, ${machine.system}`,
    `- Versions: ${machine.versions}`,
    `- Load average before the run: ${machine.loadBefore.toFixed(2)}`,
    `- Command: \`${machine.command}\``,
  ].join('\n');

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunnable } from './children.ts';

/** The limit server and the load client in C, compiled for this run. */
export interface NativePrograms {
  readonly limit: string;
  readonly client: string;
  remove(): void;
}

/** Compiles them into a temporary directory, or says why that cannot be. */
export const compileNativePrograms = (directory: string | undefined): NativePrograms | { readonly missing: string } => {
  if (directory === undefined) return { missing: 'neither --limit-dir nor PITWALL_FANOUT_DIR names their sources' };
  const sources = { limit: join(directory, 'server.c'), client: join(directory, 'client.c') };
  for (const source of Object.values(sources)) if (!existsSync(source)) return { missing: `${source} does not exist` };
  if (!isRunnable('gcc')) return { missing: 'there is no gcc' };
  const built = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const remove = (): void => rmSync(built, { recursive: true, force: true });
  for (const [name, source] of Object.entries(sources)) {
    const { status, stderr } = spawnSync('gcc', ['-O2', '-w', '-o', join(built, name), source]);
    if (status === 0) continue;
    remove();
    return { missing: `gcc could not compile ${source}: ${stderr.toString().slice(0, 500)}` };
  }
  return { limit: join(built, 'limit'), client: join(built, 'client'), remove };
};

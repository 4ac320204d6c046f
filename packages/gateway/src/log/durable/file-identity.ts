import { closeSync, fsyncSync, openSync, readFileSync, statSync } from 'node:fs';
import { uptime } from 'node:os';

/**
 * What tells a file from a copy of it: one that was restored from a backup has another inode, or the same one from a later
 * birth (0 where the file system does not know it). A move within a file system changes neither.
 */
export const identityOf = (path: string): string => {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}.${birthtimeNs}`;
};

/** Names the run of the machine, so that a crash of the machine can be told from one of the process. */
export const bootIdOf = (nowMs: number): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    // Where the system has no such name, the minute in which it came up is one.
    return `up since ${Math.round((nowMs - uptime() * 1000) / 60_000)}`;
  }
};

/** Makes names of new files last: without it a crash of the machine may forget a file whose content is safe. */
export const flushDirectory = (path: string): void => {
  // Windows has no such thing as opening a directory, and needs none.
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};
